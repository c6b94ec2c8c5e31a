package dev.lonekey.detector.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.detector.oracle.ExpectedViolation.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What the worked examples are written with. */
final class Examples {
    static final String K1 = "AKIAEXAMPLE000000001";
    static final String K2 = "AKIAEXAMPLE000000002";
    static final String K3 = "AKIAEXAMPLE000000003";
    static final String K9 = "AKIAEXAMPLE000000009";

    private Examples() {}

    static Trail twoKeys() {
        return new Trail().created("u", K1, 0).created("u", K2, 60);
    }

    interface Judged {
        void hasOnly(ExpectedViolation... expected);
    }

    static Judged assertThatTrail(Trail trail) {
        return expected -> {
            for (long seed = 0; seed < 10; seed++) {
                List<Input> arrivals = Disorder.shuffled(trail.inputs(), seed);
                assertThat(BruteForce.violations(arrivals)).containsExactlyInAnyOrder(expected);
            }
        };
    }

    static ExpectedViolation open(String principal, long from, String... keys) {
        return violation(principal, from, Optional.empty(), Optional.empty(), keys);
    }

    static ExpectedViolation over(String principal, long from, long until, Reason reason, String... keys) {
        return violation(principal, from, Optional.of(until), Optional.of(reason), keys);
    }

    private static ExpectedViolation violation(
            String principal, long from, Optional<Long> until, Optional<Reason> reason, String... keys) {
        return new ExpectedViolation(
                Trail.ACCOUNT,
                WatchedRule.watching(principal),
                principal,
                Instant.ofEpochSecond(from),
                until.map(Instant::ofEpochSecond),
                reason,
                new TreeSet<>(List.of(keys)));
    }

    static ExpectedViolation certificate(long from, Optional<Long> until) {
        return new ExpectedViolation(
                Trail.ACCOUNT,
                WatchedRule.ROOT_SIGNING_CERTIFICATE_PRESENT,
                ExpectedViolation.ROOT,
                Instant.ofEpochSecond(from),
                until.map(Instant::ofEpochSecond),
                until.map(any -> Reason.ABSENT_FROM_SNAPSHOT),
                new TreeSet<>(List.of(ExpectedViolation.SIGNING_CERTIFICATE)));
    }
}
