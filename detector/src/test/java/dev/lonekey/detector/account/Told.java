package dev.lonekey.detector.account;

import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.fact.Fact;
import dev.lonekey.detector.fact.KeyChange;
import dev.lonekey.detector.fact.Name;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/** Facts in few words, with times in seconds. */
public final class Told {

    public static final String K1 = "AKIAIOSFODNN7EXAMPLE";
    public static final String K2 = "AKIAI44QH8DHBEXAMPLE";
    public static final String K3 = "AKIAI33QH8DHBEXAMPLE";
    public static final String K9 = "AKIAI99QH8DHBEXAMPLE";

    private Told() {}

    public static Name name(String name) {
        return name.equals("root user") ? Name.ROOT : Name.of(name).orElseThrow();
    }

    public static Fact created(String key, String user, long at) {
        return change(key, user, KeyChange.CREATED, at);
    }

    public static Fact inactive(String key, String user, long at) {
        return change(key, user, KeyChange.DEACTIVATED, at);
    }

    public static Fact active(String key, String user, long at) {
        return change(key, user, KeyChange.ACTIVATED, at);
    }

    public static Fact deleted(String key, String user, long at) {
        return change(key, user, KeyChange.DELETED, at);
    }

    public static Fact used(String key, String user, long at) {
        return new Fact.KeyUsed(key, Optional.of(name(user)), time(at));
    }

    public static Fact userCreated(String user, long at) {
        return new Fact.UserCreated(name(user), Optional.of("AIDA" + user + at), time(at));
    }

    public static Fact userDeleted(String user, long at) {
        return new Fact.UserDeleted(name(user), time(at));
    }

    public static Fact renamed(String from, String to, long at) {
        return new Fact.UserRenamed(name(from), name(to), time(at));
    }

    public static Instant time(long at) {
        return Instant.ofEpochSecond(1_700_000_000L + at);
    }

    /** A violation in the notation of the worked examples: {@code alice [60,100) KEY_DELETED}. */
    public static String interval(ViolationEvent event) {
        var from = event.openedAt().getEpochSecond() - 1_700_000_000L;
        var to = event.resolvedAt()
                .map(at -> at.getEpochSecond() - 1_700_000_000L + ") "
                        + event.resolution().orElseThrow());
        return event.principal().name() + " [" + from + "," + to.orElse("open)");
    }

    /** What happened, in short: {@code UPDATED [SEVERITY] HIGH}. */
    public static String step(ViolationEvent event) {
        return event.type()
                + (event.changes().isEmpty() ? "" : " " + event.changes())
                + event.resolution().map(reason -> " " + reason).orElse(" " + event.severity());
    }

    public static String keys(ViolationEvent event) {
        return event.keys().stream()
                .map(ViolationEvent.Key::accessKeyId)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static Fact change(String key, String user, KeyChange change, long at) {
        return new Fact.KeyChanged(key, Optional.of(name(user)), change, time(at));
    }
}
