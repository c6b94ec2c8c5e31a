package dev.lonekey.detector.config;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.runtime.config.RefusedSetting;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Somebody who is told of violations over HTTP.
 *
 * @param name part of the consumer group, in which its place in the topic is kept: another name begins anew
 * @param url where to post
 * @param format what to post; {@link Format#JSON} by default
 * @param severity what is less bad is not told; by default everything is
 * @param accounts patterns for the account's id, in which {@code *} stands for anything; without any, all
 * @param rules ids of rules; without any, all
 * @param events what is told of a violation; by default {@link Told#OPENED} and {@link Told#RESOLVED}
 * @param discovery how alarming a violation has to be; by default {@link Discovery#LIVE}
 * @param secret what to sign with
 * @param timeout how long the receiver may take to answer; 10 seconds by default, at most 1 minute
 */
public record WebhookSettings(
        String name,
        WebhookUrl url,
        Optional<Format> format,
        Optional<Severity> severity,
        List<String> accounts,
        List<String> rules,
        List<Told> events,
        List<Discovery> discovery,
        Optional<WebhookSecret> secret,
        Optional<Duration> timeout) {

    /** Also a label of metrics and part of a group's id, so it is short and plain. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    /** What the receiver understands. */
    public enum Format {
        /** The violation event as published, with CloudEvents headers. */
        JSON,
        /** A message for an incoming webhook of Slack. */
        SLACK,
        /** A card for a webhook of Microsoft Teams Workflows. */
        TEAMS;

        /** As it is written in the file. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is told of a violation. */
    public enum Told {
        /** It was opened; or an update opened it again, changed how bad it is, or began or ended an exception. */
        OPENED,
        /** Every other update. */
        UPDATED,
        /** It is over. */
        RESOLVED;

        /** As it is written in the file. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public WebhookSettings {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new RefusedSetting("name", "it has up to 40 small letters, digits and '-', as in security-team");
        }
        if (url == null) {
            throw new IllegalArgumentException("webhook \"" + name + "\" needs a url");
        }
        format = format == null ? Optional.empty() : format;
        severity = severity == null ? Optional.empty() : severity;
        accounts = present(accounts);
        rules = present(rules);
        rules.forEach(RuleIds::require);
        events = present(events);
        discovery = present(discovery);
        secret = secret == null ? Optional.empty() : secret;
        timeout = timeout == null ? Optional.empty() : timeout;
        if (timeout.filter(longer -> longer.compareTo(LONGEST_TIMEOUT) > 0).isPresent()) {
            throw new RefusedSetting("timeout", "it is at most " + LONGEST_TIMEOUT.toSeconds() + "s");
        }
    }

    private static <T> List<T> present(List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }

    public Format formatOrUsual() {
        return format.orElse(Format.JSON);
    }

    public Set<Told> eventsOrUsual() {
        return events.isEmpty() ? EnumSet.of(Told.OPENED, Told.RESOLVED) : EnumSet.copyOf(events);
    }

    public Set<Discovery> discoveryOrUsual() {
        return discovery.isEmpty() ? EnumSet.of(Discovery.LIVE) : EnumSet.copyOf(discovery);
    }

    public Duration timeoutOrUsual() {
        return timeout.orElse(USUAL_TIMEOUT);
    }
}
