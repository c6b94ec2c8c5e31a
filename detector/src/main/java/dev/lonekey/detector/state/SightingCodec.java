package dev.lonekey.detector.state;

import dev.lonekey.detector.fact.Count;
import dev.lonekey.detector.fact.Listing;
import dev.lonekey.detector.fact.Listing.ListedKey;
import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.fact.Showing;
import dev.lonekey.detector.fact.Span;
import dev.lonekey.detector.history.Completed.Run;
import dev.lonekey.detector.history.Dossier;
import java.util.ArrayList;
import java.util.Optional;

/** What snapshots and callers told of users, as bytes. */
final class SightingCodec {

    private static final int ANY = 0;

    private SightingCodec() {}

    static void write(StateWriter out, Dossier dossier, Index<Name> names, Index<String> keys) {
        out.number(dossier.identities().size());
        dossier.identities()
                .forEach((identity, span) ->
                        writeSpan(out.number(names.of(identity.name())).text(identity.userId()), span));
        out.number(dossier.listings().size());
        dossier.listings().forEach((listing, showings) -> {
            writeListing(out, listing, names, keys);
            out.number(showings.runs().size());
            showings.runs().forEach(run -> out.number(run.firstPlace())
                    .number(run.lastPlace() - run.firstPlace())
                    .number(run.part()));
            out.number(showings.singles().size());
            showings.singles().forEach(showing -> writeSpan(out, showing.span())
                    .number(showing.snapshot())
                    .number(showing.part()));
        });
        out.number(dossier.counts().size());
        dossier.counts().forEach((name, counts) -> {
            out.number(names.of(name)).number(counts.size());
            counts.forEach(count -> writeCount(out, count));
        });
        var used = dossier.keys().stream()
                .filter(key -> key.shownUse().isPresent())
                .toList();
        out.number(used.size());
        used.forEach(key ->
                out.number(keys.of(key.accessKeyId())).time(key.shownUse().orElseThrow()));
    }

    static void read(StateReader in, Dossier dossier, Index<Name> names, Index<String> keys) {
        for (var left = in.count(); left > 0; left--) {
            dossier.add(new Dossier.Identity(names.at(in.number()), in.text()), readSpan(in));
        }
        for (var left = in.count(); left > 0; left--) {
            var listing = readListing(in, names, keys);
            for (var runs = in.count(); runs > 0; runs--) {
                var first = in.integer(AccountCodec.LAST_PLACE);
                var last = first + in.integer(AccountCodec.LAST_PLACE - first);
                dossier.restore(listing, new Run(first, last, in.integer()));
            }
            for (var places = in.count(); places > 0; places--) {
                dossier.restore(listing, new Showing(readSpan(in), in.number(), in.integer()));
            }
        }
        for (var left = in.count(); left > 0; left--) {
            var name = names.at(in.number());
            for (var counts = in.count(); counts > 0; counts--) {
                dossier.add(name, readCount(in));
            }
        }
        for (var left = in.count(); left > 0; left--) {
            dossier.facts(keys.at(in.number())).orElseThrow().seeUse(in.time());
        }
    }

    private static StateWriter writeSpan(StateWriter out, Span span) {
        return out.time(span.asOf())
                .number(span.until().getEpochSecond() - span.asOf().getEpochSecond());
    }

    private static Span readSpan(StateReader in) {
        var asOf = in.time();
        return new Span(asOf, asOf.plusSeconds(in.number()));
    }

    private static void writeListing(StateWriter out, Listing listing, Index<Name> names, Index<String> keys) {
        out.number(names.of(listing.name()))
                .optionalText(listing.userId())
                .text(listing.path())
                .number(listing.keys().size());
        for (var key : listing.keys()) {
            out.number(keys.of(key.accessKeyId()) * 2L + (key.active() ? 1 : 0)).optionalTime(key.createdAt());
        }
    }

    private static Listing readListing(StateReader in, Index<Name> names, Index<String> keys) {
        var name = names.at(in.number());
        var userId = in.optionalText();
        var path = in.text();
        var listed = new ArrayList<ListedKey>();
        for (var left = in.count(); left > 0; left--) {
            var keyAndStatus = in.number();
            listed.add(new ListedKey(keys.at(keyAndStatus / 2), keyAndStatus % 2 == 1, in.optionalTime()));
        }
        return new Listing(name, userId, path, listed);
    }

    /** What may be missing, or without a limit, is one more than its value, and nothing 0. */
    private static void writeCount(StateWriter out, Count count) {
        writeSpan(out, count.span())
                .number(count.atLeast())
                .number(count.atMost() == Integer.MAX_VALUE ? ANY : count.atMost() + 1)
                .number(count.active().map(active -> active + 1).orElse(ANY))
                .number(count.certificates().map(present -> present ? 2 : 1).orElse(ANY));
    }

    private static Count readCount(StateReader in) {
        var span = readSpan(in);
        var atLeast = in.integer();
        var atMost = in.integer();
        var active = in.integer();
        var certificates = in.integer();
        return new Count(
                span,
                atLeast,
                atMost == ANY ? Integer.MAX_VALUE : atMost - 1,
                active == ANY ? Optional.empty() : Optional.of(active - 1),
                certificates == ANY ? Optional.empty() : Optional.of(certificates == 2));
    }
}
