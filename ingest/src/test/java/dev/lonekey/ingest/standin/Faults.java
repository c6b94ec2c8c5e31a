package dev.lonekey.ingest.standin;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What goes wrong, from the moment it is asked for until it is healed. Faults are for an account, or {@code *}, and an
 * action such as {@code iam:ListUsers}, {@code iam:*} or {@code *}. The account is the caller's, but for sts:AssumeRole
 * it is the one of the role. Of several faults that refuse a call, the latest counts.
 */
public final class Faults {

    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final Map<String, String> externalIds = new ConcurrentHashMap<>();
    private final Set<String> unassumable = ConcurrentHashMap.newKeySet();
    private final Sessions sessions;
    private volatile boolean skewed;

    Faults(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Refuses calls for being too many. */
    public void throttle(String account, String action) {
        add(account, action, new Refused(Refusal.THROTTLED));
    }

    /** Refuses calls for want of a permission. */
    public void deny(String account, String action) {
        add(account, action, new Refused(Refusal.DENIED));
    }

    /** Answers calls with this error. */
    public void failWith(String account, String action, int status, String code, String message) {
        add(account, action, new Failed(status, code, message));
    }

    /** Holds calls back for a time, by real time, before anything else happens to them. */
    public void delay(String account, String action, Duration duration) {
        add(account, action, new Delayed(duration));
    }

    /** Closes the connection without an answer. */
    public void cut(String account, String action) {
        add(account, action, new Cut());
    }

    /** Ends the faults of the accounts and actions that these hold. */
    public void heal(String account, String action) {
        var healed = new Scope(account, action);
        faults.removeIf(
                fault -> healed.holds(fault.scope().account(), fault.scope().action()));
    }

    /** Lets the credentials of an account expire that were issued so far; those of the home account until healed. */
    public void expireTokens(String account) {
        sessions.expire(account);
    }

    /** Lets the clock of all callers be late, so that their signatures have expired. */
    public void skewedClock(boolean yes) {
        skewed = yes;
    }

    /** Lets the roles of an account be assumed with this external id only. */
    public void requireExternalId(String account, String externalId) {
        externalIds.put(account, externalId);
    }

    /** Lets no role of an account be assumed. */
    public void unassumable(String account) {
        unassumable.add(account);
    }

    /** Ends all faults. */
    public void healAll() {
        faults.clear();
        externalIds.clear();
        unassumable.clear();
        sessions.unexpire();
        skewed = false;
    }

    boolean skewed() {
        return skewed;
    }

    boolean mayAssume(String account, Optional<String> externalId) {
        var required = Optional.ofNullable(externalIds.get(account));
        return !unassumable.contains(account) && (required.isEmpty() || required.equals(externalId));
    }

    Duration delayOf(String account, String action) {
        return meeting(account, action).stream()
                .map(effect -> effect instanceof Delayed delayed ? delayed.duration() : Duration.ZERO)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The latest fault that keeps a call from being carried out. */
    Optional<Effect> of(String account, String action) {
        return meeting(account, action).stream()
                .filter(effect -> !(effect instanceof Delayed))
                .reduce((earlier, later) -> later);
    }

    private List<Effect> meeting(String account, String action) {
        return faults.stream()
                .filter(fault -> fault.scope().holds(account, action))
                .map(Fault::effect)
                .toList();
    }

    private void add(String account, String action, Effect effect) {
        faults.add(new Fault(new Scope(account, action), effect));
    }

    private record Fault(Scope scope, Effect effect) {}

    /** What happens to a call. */
    sealed interface Effect permits Refused, Failed, Delayed, Cut {}

    record Refused(Refusal refusal) implements Effect {}

    record Failed(int status, String code, String message) implements Effect {}

    record Delayed(Duration duration) implements Effect {}

    record Cut() implements Effect {}
}
