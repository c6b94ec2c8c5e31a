package dev.lonekey.standalone.live;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What Lonekey logs while this is open. */
final class Said extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.lonekey");
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    /** Begins to listen. */
    static Said listen() {
        var said = new Said();
        said.start();
        said.logger.setLevel(Level.INFO);
        said.logger.addAppender(said);
        return said;
    }

    @Override
    protected void append(ILoggingEvent event) {
        // Tests move the clock of the detector, and not that of its broker.
        if (!event.getLoggerName().endsWith(".ClockDifference")) {
            events.add(event);
        }
    }

    /** What people should do something about. */
    List<String> warnings() {
        return lines(Level.WARN);
    }

    List<String> notes() {
        return lines(Level.INFO);
    }

    /** Mistakes of Lonekey's own, and whatever else has a stack trace. */
    List<String> mistakes() {
        return events.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR) || event.getThrowableProxy() != null)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private List<String> lines(Level level) {
        return events.stream()
                .filter(event -> event.getLevel().equals(level))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setLevel(null);
        stop();
    }
}
