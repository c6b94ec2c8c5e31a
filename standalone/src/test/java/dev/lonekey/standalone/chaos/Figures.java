package dev.lonekey.standalone.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came of it.
 *
 * @param faults how many of each kind
 * @param events changes in AWS that an event tells of
 * @param violations that there were, those that are over included
 * @param published events about violations
 * @param endedByThemselves how often a service ended though nobody had ended it, by name
 * @param longestSilence in seconds, while there was something to tell all the time
 * @param silenceAfter the longest silence during a fault or soon after, in seconds, by kind; other faults may have had their part in it
 * @param totalSeconds from the first container to the verdict
 */
record Figures(
        long seed,
        int brokers,
        Map<Kind, Long> faults,
        int users,
        int events,
        int violations,
        int published,
        int lost,
        int invented,
        int doubled,
        int disordered,
        int outdated,
        int heardOtherwise,
        int deadLetters,
        Map<String, Integer> endedByThemselves,
        double longestSilence,
        Map<Kind, Double> silenceAfter,
        double breakingSeconds,
        double healingSeconds,
        double totalSeconds,
        List<String> story) {

    static Map<Kind, Long> byKind(List<Breaking.Broken> done) {
        return done.stream()
                .collect(Collectors.groupingBy(broken -> broken.fault().kind(), TreeMap::new, Collectors.counting()));
    }

    void writeTo(Path file) throws IOException {
        Files.writeString(
                file,
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this));
    }

    @Override
    public String toString() {
        return """
                chaos: seed %d, %d broker(s), %d faults: %s
                chaos: %d users, %d events, %d violations, %d events published about them
                chaos: lost %d, invented %d, doubled %d, out of order %d, outdated in violations.current %d, heard otherwise %d, dead letters %d
                chaos: longest silence %.1f s; by kind of fault %s; ended by themselves %s
                chaos: %.0f s of faults, healed after %.0f s more, %.0f s in all""".formatted(
                        seed,
                        brokers,
                        faults.values().stream().mapToLong(Long::longValue).sum(),
                        faults,
                        users,
                        events,
                        violations,
                        published,
                        lost,
                        invented,
                        doubled,
                        disordered,
                        outdated,
                        heardOtherwise,
                        deadLetters,
                        longestSilence,
                        silenceAfter,
                        endedByThemselves,
                        breakingSeconds,
                        healingSeconds,
                        totalSeconds);
    }
}
