package dev.lonekey.ingest.aws;

/**
 * The pause of an account that throttles: one probe at a time, further and further apart, until AWS answers one. Its times
 * are those of {@link System#nanoTime}. Guarded by its lane.
 */
final class Throttle {

    private final Pace pace;
    private int refusals;
    private long since;
    private long probeAt;
    private boolean isProbing;

    Throttle(Pace pace) {
        this.pace = pace;
    }

    boolean isOn() {
        return refusals > 0;
    }

    /** Whether calls wait for what becomes of the probe. */
    boolean isProbing() {
        return isProbing;
    }

    /** How long to wait before the next probe. */
    long nanosToWait(long now) {
        return isOn() ? Math.max(0, probeAt - now) : 0;
    }

    /** The next call is the probe. */
    void probe() {
        isProbing = true;
    }

    /** A call was refused. Calls that were under way when the pause began say nothing new. */
    void refused(boolean wasProbe, long now) {
        if (!isOn()) {
            since = now;
        } else if (!wasProbe) {
            return;
        }
        refusals++;
        waitAgain(now);
    }

    /** The probe came to nothing that would tell whether AWS still throttles. */
    void probeLost(long now) {
        waitAgain(now);
    }

    private void waitAgain(long now) {
        isProbing = false;
        var left = Math.max(0, pace.patience().toNanos() - (now - since));
        probeAt = now + Math.min(left, pace.throttlePause(refusals).toNanos());
    }

    boolean isOutOfPatience(long now) {
        return isOn() && now - since >= pace.patience().toNanos();
    }

    /** Calls come after a time without any: nobody has waited for them. */
    void beginPatience(long now) {
        since = now;
    }

    void end() {
        refusals = 0;
        isProbing = false;
    }
}
