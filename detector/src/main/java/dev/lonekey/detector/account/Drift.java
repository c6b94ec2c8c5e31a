package dev.lonekey.detector.account;

import dev.lonekey.detector.fact.Fact.UserListed;
import dev.lonekey.detector.fact.Listing.ListedKey;
import dev.lonekey.detector.history.Completed;
import dev.lonekey.detector.history.Dossier;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells the keys of a listing whose events are lost.
 *
 * @param completed from the first of these on every new key should have had its event
 * @param patience so late an event may be
 */
record Drift(Completed completed, Duration patience) {

    /**
     * How many keys of a listing should have been told of by an event, and are noticed only now.
     *
     * @param dossiers what is known of a key, without this listing
     */
    int count(UserListed listed, Function<String, Optional<Dossier>> dossiers) {
        var knownSince = completed.oldestAsOf();
        var asOf = listed.showing().span().asOf();
        if (knownSince.isEmpty() || !knownSince.get().isBefore(asOf)) {
            return 0;
        }
        return (int) listed.listing().keys().stream()
                .filter(key -> {
                    var dossier = dossiers.apply(key.accessKeyId());
                    return dossier.filter(known -> known.isChanged(key.accessKeyId()))
                                    .isEmpty()
                            && isMissed(
                                    key,
                                    asOf,
                                    knownSince.get(),
                                    dossier.flatMap(known -> known.newestListingOf(key.accessKeyId(), completed)));
                })
                .count();
    }

    private boolean isMissed(ListedKey key, Instant asOf, Instant knownSince, Optional<Instant> listedBefore) {
        if (key.createdAt().isEmpty()) {
            return listedBefore.isEmpty();
        }
        var created = key.createdAt().get();
        return !created.isBefore(knownSince)
                && !created.isAfter(asOf.minus(patience))
                && listedBefore
                        .filter(before -> !created.isAfter(before.minus(patience)))
                        .isEmpty();
    }
}
