package dev.lonekey.detector.violation;

import dev.lonekey.detector.rule.Breach;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Which published violation an interval goes on with: the one that first began where it begins, else the earliest that it
 * overlaps in time and keys.
 */
final class Matching {

    /** What is retracted is brought back only where nothing else goes on. */
    private static final Comparator<PublishedViolation> EARLIEST = Comparator.comparing(PublishedViolation::isRetracted)
            .thenComparing(PublishedViolation::openedAt)
            .thenComparing(PublishedViolation::id);

    private final IdentityHashMap<Breach, PublishedViolation> pairs = new IdentityHashMap<>();
    private final List<PublishedViolation> left;

    /** @param finalBefore facts from before then are no longer kept, so what held then is told by its principal alone */
    Matching(List<Breach> breaches, List<PublishedViolation> published, Instant finalBefore) {
        left = new ArrayList<>(published);
        left.sort(EARLIEST);
        pair(breaches, (breach, violation) -> beganWith(breach, violation) && violation.sharesKeyWith(breach));
        pair(breaches, (breach, violation) -> beganWith(breach, violation) && isSameName(breach, violation));
        pair(breaches, (breach, violation) -> isSameRule(breach, violation) && violation.overlaps(breach));
        pair(
                breaches,
                (breach, violation) -> isSameRule(breach, violation)
                        && isSameName(breach, violation)
                        && violation.openedAt().isBefore(finalBefore)
                        && breach.openedAt().isBefore(finalBefore));
    }

    /** The violation that goes on with this interval; empty for a new one. */
    Optional<PublishedViolation> of(Breach breach) {
        return Optional.ofNullable(pairs.get(breach));
    }

    /** The published violations that no interval goes on with. */
    List<PublishedViolation> left() {
        return List.copyOf(left);
    }

    /** The violation that took over the interval of one that is left, if there is one. */
    Optional<PublishedViolation> continuing(PublishedViolation violation) {
        return pairs.entrySet().stream()
                .filter(pair -> isSameRule(pair.getKey(), violation) && violation.overlaps(pair.getKey()))
                .map(Map.Entry::getValue)
                .min(EARLIEST);
    }

    private void pair(List<Breach> breaches, BiPredicate<Breach, PublishedViolation> fits) {
        for (var breach : breaches) {
            if (!pairs.containsKey(breach)) {
                left.stream()
                        .filter(violation -> fits.test(breach, violation))
                        .findFirst()
                        .ifPresent(violation -> {
                            pairs.put(breach, violation);
                            left.remove(violation);
                        });
            }
        }
    }

    private static boolean beganWith(Breach breach, PublishedViolation violation) {
        return isSameRule(breach, violation) && violation.firstOpenedAt().equals(breach.openedAt());
    }

    private static boolean isSameName(Breach breach, PublishedViolation violation) {
        return violation.name().equals(breach.life().name());
    }

    private static boolean isSameRule(Breach breach, PublishedViolation violation) {
        return violation.ruleId().equals(breach.rule().id());
    }
}
