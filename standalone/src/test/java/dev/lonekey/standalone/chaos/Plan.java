package dev.lonekey.standalone.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Which faults there are, when, and for how long: the same for the same seed. */
record Plan(List<Round> rounds) {

    private static final int SERVICES_OF_A_KIND = 2;

    /** Above the session timeout of the services, so that some of them lose what they own, and some do not. */
    private static final int LONGEST_MS = 12_000;

    /** Above the transaction timeout of Kafka Streams, too. */
    private static final int LONGEST_OF_CLUSTER_MS = 14_000;

    private static final int SHORTEST_MS = 1_500;
    private static final int LONGEST_REST_MS = 5_000;

    /**
     * One or two faults, the second beginning before the first is mended.
     *
     * @param rest how long nothing happens afterwards: not always long enough to heal
     */
    record Round(List<Fault> faults, Duration rest) {}

    /** So many faults, each kind as often as every other. */
    static Plan of(long seed, int faults, int brokers) {
        var random = new Random(seed);
        var deck = new ArrayDeque<Kind>();
        var rounds = new ArrayList<Round>();
        for (var dealt = 0; dealt < faults; ) {
            var first = deal(deck, random, brokers, Duration.ZERO);
            var round = new ArrayList<>(List.of(first));
            if (random.nextInt(3) == 0 && dealt + 1 < faults) {
                var second = deal(
                        deck,
                        random,
                        brokers,
                        Duration.ofMillis(random.nextLong(first.lasts().toMillis())));
                // Kinds that share a target undo one another: then the second has its turn in the next round.
                if (second.target().equals(first.target())) {
                    deck.addFirst(second.kind());
                } else {
                    round.add(second);
                }
            }
            dealt += round.size();
            rounds.add(new Round(List.copyOf(round), Duration.ofMillis(random.nextInt(LONGEST_REST_MS))));
        }
        return new Plan(List.copyOf(rounds));
    }

    private static Fault deal(Deque<Kind> deck, Random random, int brokers, Duration after) {
        if (deck.isEmpty()) {
            var kinds = new ArrayList<>(Arrays.stream(Kind.values())
                    .filter(kind -> brokers > 1 || !kind.needsCluster())
                    .toList());
            Collections.shuffle(kinds, random);
            deck.addAll(kinds);
        }
        var kind = deck.removeFirst();
        var targets = kind.target() == Kind.Target.BROKER ? brokers : SERVICES_OF_A_KIND;
        var longest = brokers > 1 ? LONGEST_OF_CLUSTER_MS : LONGEST_MS;
        return new Fault(
                kind,
                1 + random.nextInt(targets),
                after,
                Duration.ofMillis(SHORTEST_MS + random.nextInt(longest - SHORTEST_MS)));
    }
}
