package dev.lonekey.benchmarks.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Contenders side by side: in every round each has its turn, so that what slows the machine down slows all of them. Ratios
 * are taken within a round, and the median of those is what counts.
 *
 * @param title what is measured, for people
 */
public record Comparison(String title, List<Contender> contenders, List<Target> targets) {

    /** The same with those contenders whose names begin so, all if none are named, and the targets of which nothing is missing. */
    Comparison only(List<String> beginnings) {
        if (beginnings.isEmpty()) {
            return this;
        }
        var left = contenders.stream()
                .filter(each -> beginnings.stream().anyMatch(each.name()::startsWith))
                .toList();
        var names = left.stream().map(Contender::name).toList();
        var possible = targets.stream()
                .filter(target -> names.contains(target.contender())
                        && target.against()
                                .filter(other -> !names.contains(other))
                                .isEmpty())
                .toList();
        return new Comparison(title, left, possible);
    }

    /** What was measured, by contender, one map for each round. */
    record Measured(Map<String, List<Map<String, Double>>> samples) {

        Map<String, Spread> spreads(String contender) {
            var figures = new LinkedHashMap<String, List<Double>>();
            samples.get(contender)
                    .forEach(sample -> sample.forEach(
                            (quantity, figure) -> figures.computeIfAbsent(quantity, any -> new ArrayList<>())
                                    .add(figure)));
            var spreads = new LinkedHashMap<String, Spread>();
            figures.forEach((quantity, each) -> spreads.put(quantity, Spread.of(each)));
            return spreads;
        }

        Spread reached(Target target) {
            var ratios = new ArrayList<Double>();
            for (var round = 0; round < samples.get(target.contender()).size(); round++) {
                var divisor = target.against().isEmpty()
                        ? 1
                        : samples.get(target.against().get()).get(round).get(target.quantity());
                ratios.add(samples.get(target.contender()).get(round).get(target.quantity()) / divisor);
            }
            return Spread.of(ratios);
        }
    }

    /** Measures so many rounds, after others that only warm up. */
    Measured measure(int warmUps, int rounds) throws Exception {
        var samples = new LinkedHashMap<String, List<Map<String, Double>>>();
        for (var round = -warmUps; round < rounds; round++) {
            for (var contender : contenders) {
                var sample = contender.measurement().call();
                System.err.printf(
                        "%s %d: %s %s%n",
                        round < 0 ? "warm-up" : "round",
                        round + (round < 0 ? warmUps : 0) + 1,
                        contender.name(),
                        sample);
                if (round >= 0) {
                    samples.computeIfAbsent(contender.name(), any -> new ArrayList<>())
                            .add(sample);
                }
            }
        }
        return new Measured(samples);
    }
}
