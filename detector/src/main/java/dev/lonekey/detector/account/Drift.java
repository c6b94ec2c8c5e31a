package dev.lonekey.detector.account;

import dev.lonekey.detector.fact.Fact.UserListed;
import dev.lonekey.detector.fact.Listing.ListedKey;
import dev.lonekey.detector.history.Dossier;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Tells the keys of a listing whose events are lost. */
final class Drift {

    private Drift() {}

    /**
     * How many keys of a listing should have been told of by an event, and are noticed only now.
     *
     * @param knownSince from when on every new key should have had its event
     * @param patience so late an event may be
     * @param dossiers what is known of a key, without this listing
     */
    static int count(
            UserListed listed, Instant knownSince, Duration patience, Function<String, Optional<Dossier>> dossiers) {
        var asOf = listed.showing().span().asOf();
        return (int) listed.listing().keys().stream()
                .filter(key -> isMissed(key, asOf, knownSince, patience, dossiers.apply(key.accessKeyId())))
                .count();
    }

    private static boolean isMissed(
            ListedKey key, Instant asOf, Instant knownSince, Duration patience, Optional<Dossier> dossier) {
        if (key.createdAt().isEmpty()) {
            return dossier.isEmpty() && knownSince.isBefore(asOf);
        }
        var created = key.createdAt().get();
        if (created.isBefore(knownSince) || created.isAfter(asOf.minus(patience))) {
            return false;
        }
        if (dossier.filter(known -> known.isChanged(key.accessKeyId())).isPresent()) {
            return false;
        }
        var listedBefore = dossier.flatMap(known -> known.newestListingOf(key.accessKeyId()));
        return listedBefore
                .filter(before -> !created.isAfter(before.minus(patience)))
                .isEmpty();
    }
}
