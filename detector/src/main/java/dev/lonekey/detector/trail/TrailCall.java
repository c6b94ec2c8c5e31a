package dev.lonekey.detector.trail;

import dev.lonekey.contract.account.TrailStatus.Change;
import java.util.Map;

/**
 * A successful call that did something to a trail.
 *
 * @param effects what it changed; false is for worse
 */
public record TrailCall(Trail trail, Map<Aspect, Boolean> effects, Change change) {

    public TrailCall {
        effects = Map.copyOf(effects);
    }

    static TrailCall of(Trail trail, Aspect aspect, boolean isGood, Change change) {
        return new TrailCall(trail, Map.of(aspect, isGood), change);
    }

    /** What it is counted as. */
    public TrailEffect effect() {
        if (effects.containsKey(Aspect.LOGGING)) {
            return effects.get(Aspect.LOGGING) ? TrailEffect.STARTED : TrailEffect.STOPPED;
        }
        if (effects.containsKey(Aspect.EXISTENCE)) {
            return effects.get(Aspect.EXISTENCE) ? TrailEffect.CREATED : TrailEffect.DELETED;
        }
        return effects.containsValue(false) ? TrailEffect.REDUCED : TrailEffect.CHANGED;
    }
}
