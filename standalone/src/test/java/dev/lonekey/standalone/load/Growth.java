package dev.lonekey.standalone.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether something grows: the median of its last third against that of its middle third. The first third is warming up: classes,
 * compiled code, caches and pools.
 *
 * @param share by which it may be more, as in 0.1 for a tenth
 * @param allowance by which it may be more in any case, since little things go up and down
 */
record Growth(double share, double allowance) {

    /** What is wrong with a series, in a sentence; nothing if it does not grow. */
    Optional<String> complaint(String name, List<Double> values) {
        var third = values.size() / 3;
        if (third == 0) {
            return Optional.of("%s was looked at %d times, which is too few".formatted(name, values.size()));
        }
        var middle = median(values.subList(third, 2 * third));
        var last = median(values.subList(2 * third, values.size()));
        return last <= middle * (1 + share) + allowance
                ? Optional.empty()
                : Optional.of("%s grows: %,.0f in the middle third, %,.0f in the last".formatted(name, middle, last));
    }

    /** Complaints of all series for which there is a limit. */
    static List<String> complaints(Map<String, Growth> limits, Map<String, List<Double>> series) {
        var complaints = new ArrayList<String>();
        limits.forEach((name, limit) ->
                limit.complaint(name, series.getOrDefault(name, List.of())).ifPresent(complaints::add));
        return complaints;
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
