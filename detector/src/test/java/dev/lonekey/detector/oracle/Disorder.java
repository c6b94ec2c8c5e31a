package dev.lonekey.detector.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The orders in which records may arrive, given their true order. */
public final class Disorder {
    private Disorder() {}

    /** Any order at all, each record one to three times. */
    public static List<byte[]> shuffled(List<byte[]> records, long seed) {
        Dice dice = new Dice(seed);
        List<byte[]> arrivals = new ArrayList<>(records);
        for (byte[] each : records) {
            if (dice.chance(25)) {
                arrivals.addAll(Collections.nCopies(dice.between(1, 2), each));
            }
        }
        return dice.shuffled(arrivals);
    }

    public static List<byte[]> reversed(List<byte[]> records) {
        List<byte[]> arrivals = new ArrayList<>(records);
        Collections.reverse(arrivals);
        return arrivals;
    }

    /** In order, but for about a fifth of the records, which arrive after all the others and in any order. */
    public static List<byte[]> lateTail(List<byte[]> records, long seed) {
        Dice dice = new Dice(seed);
        List<byte[]> punctual = new ArrayList<>();
        List<byte[]> late = new ArrayList<>();
        for (byte[] each : records) {
            (dice.chance(20) ? late : punctual).add(each);
        }
        punctual.addAll(dice.shuffled(late));
        return punctual;
    }
}
