package dev.lonekey.detector.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The orders in which inputs, or the records among them, may arrive, given their true order. */
public final class Disorder {
    private Disorder() {}

    /** Any order at all, each input one to three times. */
    public static <T> List<T> shuffled(List<T> inputs, long seed) {
        Dice dice = new Dice(seed);
        List<T> arrivals = new ArrayList<>(inputs);
        for (T each : inputs) {
            if (dice.chance(25)) {
                arrivals.addAll(Collections.nCopies(dice.between(1, 2), each));
            }
        }
        return dice.shuffled(arrivals);
    }

    /** The last comes first. */
    public static <T> List<T> reversed(List<T> inputs) {
        List<T> arrivals = new ArrayList<>(inputs);
        Collections.reverse(arrivals);
        return arrivals;
    }

    /** In order, but for about a fifth of the inputs, which arrive after all the others and in any order. */
    public static <T> List<T> lateTail(List<T> inputs, long seed) {
        Dice dice = new Dice(seed);
        List<T> punctual = new ArrayList<>();
        List<T> late = new ArrayList<>();
        for (T each : inputs) {
            (dice.chance(20) ? late : punctual).add(each);
        }
        punctual.addAll(dice.shuffled(late));
        return punctual;
    }
}
