package dev.lonekey.ingest.standin;

import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The calls that came in, also those that were refused or cut. */
public final class Calls {

    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

    Calls() {}

    void add(String account, String action) {
        calls.add(new Call(Instant.now(), account, action));
    }

    /** The number of calls of an action such as {@code iam:ListUsers} about an account; patterns as in {@link Faults}. */
    public int count(String account, String action) {
        var scope = new Scope(account, action);
        return (int) calls.stream()
                .filter(call -> scope.holds(call.account(), call.action()))
                .count();
    }

    /** All calls, in the order in which they came in. */
    public List<Call> all() {
        return List.copyOf(calls);
    }

    /** Forgets the calls so far. */
    public void clear() {
        calls.clear();
    }

    /**
     * A call.
     *
     * @param at real time
     * @param account the account that the call is about: the caller's, but for sts:AssumeRole the one of the role
     * @param action such as {@code iam:ListUsers}
     */
    public record Call(Instant at, String account, String action) {}
}
