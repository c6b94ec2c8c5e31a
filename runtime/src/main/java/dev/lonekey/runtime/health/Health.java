package dev.lonekey.runtime.health;

/**
 * How a component is.
 *
 * @param detail why, in one line for people
 */
public record Health(State state, String detail) {

    /** What can be expected of a component. */
    public enum State {
        /** It does its work. */
        UP,
        /** It does not, but may do so again without a restart: the service is alive, but not ready. */
        DOWN,
        /** It has stopped for good: only a restart helps. */
        STOPPED
    }

    /** It does its work. */
    public static Health up(String detail) {
        return new Health(State.UP, detail);
    }

    /** It cannot do its work for now. */
    public static Health down(String detail) {
        return new Health(State.DOWN, detail);
    }

    /** It will never do its work again in this process. */
    public static Health stopped(String detail) {
        return new Health(State.STOPPED, detail);
    }
}
