package dev.lonekey.benchmarks.harness;

import java.util.Collection;
import java.util.Locale;

/** The median of some figures, with the least and the most. */
record Spread(double median, double least, double most) {

    static Spread of(Collection<Double> figures) {
        var sorted = figures.stream().sorted().toList();
        var middle = sorted.size() / 2;
        var median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }

    String text() {
        return least == most ? number(median) : number(median) + " (" + number(least) + "–" + number(most) + ")";
    }

    private static String number(double figure) {
        return String.format(
                Locale.ROOT, Math.abs(figure) >= 100 ? "%,.0f" : Math.abs(figure) >= 10 ? "%.1f" : "%.2f", figure);
    }
}
