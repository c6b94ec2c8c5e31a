package dev.lonekey.detector.api;

import dev.lonekey.detector.view.ViewListener;
import java.util.LinkedHashSet;
import java.util.Set;

/** Gathers what changed, until somebody takes it. Holds at most {@value #MOST} ids of each kind, however much changes. */
final class Changes implements ViewListener {

    static final int MOST = 100;

    private final Runnable wake;
    private Gathered gathered = new Gathered();

    /** What has changed since it was taken last. */
    static final class Gathered {

        private final Set<String> violations = new LinkedHashSet<>();
        private final Set<String> accounts = new LinkedHashSet<>();
        private boolean more;

        Set<String> violations() {
            return violations;
        }

        Set<String> accounts() {
            return accounts;
        }

        /** Whether there is more than the ids tell. */
        boolean isMore() {
            return more;
        }

        boolean isEmpty() {
            return violations.isEmpty() && accounts.isEmpty() && !more;
        }

        private void add(Set<String> ids, String id) {
            if (ids.size() < MOST || ids.contains(id)) {
                ids.add(id);
            } else {
                more = true;
            }
        }
    }

    /** @param wake is run when there is something, by the thread that reads */
    Changes(Runnable wake) {
        this.wake = wake;
    }

    @Override
    public void violation(String id) {
        synchronized (this) {
            gathered.add(gathered.violations, id);
        }
        wake.run();
    }

    @Override
    public void account(String id) {
        synchronized (this) {
            gathered.add(gathered.accounts, id);
        }
        wake.run();
    }

    @Override
    public void everything() {
        synchronized (this) {
            gathered.more = true;
        }
        wake.run();
    }

    synchronized Gathered take() {
        var taken = gathered;
        gathered = new Gathered();
        return taken;
    }
}
