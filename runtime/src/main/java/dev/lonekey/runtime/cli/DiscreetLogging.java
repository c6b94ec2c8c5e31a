package dev.lonekey.runtime.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Keeps libraries from logging secrets below INFO, whatever the levels are: the AWS SDK logs session tokens with what it signs and with
 * answers of AWS that repeat that, and the bodies of messages; Jetty logs the headers of requests, the API's token among them. A level in {@code logback.xml} would not do, since
 * whoever looks for a fault brings a file of his own.
 */
final class DiscreetLogging extends TurboFilter {

    /** As loggers or what their names begin with. */
    private static final List<String> INDISCREET = List.of("org.eclipse.jetty", "software.amazon.awssdk");

    /** Begins; more than once is as good as once. */
    static void begin() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback
                && logback.getTurboFilterList().stream().noneMatch(DiscreetLogging.class::isInstance)) {
            var discreet = new DiscreetLogging();
            discreet.start();
            logback.addTurboFilter(discreet);
        }
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable failure) {
        return level.isGreaterOrEqual(Level.INFO) || !isIndiscreet(logger.getName())
                ? FilterReply.NEUTRAL
                : FilterReply.DENY;
    }

    private static boolean isIndiscreet(String logger) {
        for (var name : INDISCREET) { // without a stream: Kafka's clients ask at every step whether to trace it
            if (logger.startsWith(name)) {
                return true;
            }
        }
        return false;
    }
}
