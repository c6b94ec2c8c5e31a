package dev.lonekey.detector.state;

import dev.lonekey.detector.account.Entry.CaseFile;
import dev.lonekey.detector.account.Entry.Headline;
import dev.lonekey.detector.fact.Fact.UserCreated;
import dev.lonekey.detector.fact.Fact.UserDeleted;
import dev.lonekey.detector.fact.Fact.UserFact;
import dev.lonekey.detector.fact.Fact.UserRenamed;
import dev.lonekey.detector.fact.KeyChange;
import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.history.Dossier;
import dev.lonekey.detector.history.KeyFacts;
import dev.lonekey.detector.history.KeyStamp;
import dev.lonekey.detector.history.KeyUse;
import dev.lonekey.detector.violation.PublishedViolation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A case file as bytes: names and keys once, everything else by their numbers, times as distances. */
final class CaseFileCodec {

    // What is stored is the place in these lists, so they only ever grow at their ends.
    private static final List<KeyChange> CHANGES =
            List.of(KeyChange.CREATED, KeyChange.DEACTIVATED, KeyChange.ACTIVATED, KeyChange.DELETED);

    private static final int CREATED = 0;
    private static final int CREATED_WITH_ID = 1;
    private static final int RENAMED = 2;
    private static final int DELETED = 3;

    private CaseFileCodec() {}

    static void write(StateWriter out, CaseFile file) {
        writeHeadline(out, file.headline());
        var dossier = file.dossier();
        out.time(dossier.finalBefore());
        var names = new Index<Name>();
        out.number(dossier.spellings().size());
        for (var spelling : dossier.spellings()) {
            names.add(spelling.name());
            out.text(spelling.name().spelling()).time(spelling.at());
        }
        out.number(dossier.userFacts().size());
        dossier.userFacts().forEach(fact -> writeUserFact(out, fact, names));
        var keys = new Index<String>();
        out.number(dossier.keys().size());
        for (var key : dossier.keys()) {
            keys.add(key.accessKeyId());
            writeKey(out, key, names);
        }
        writeOthers(out, file, names, keys);
        out.number(file.published().size());
        file.published().forEach(violation -> PublishedCodec.write(out, violation, names, keys));
        SightingCodec.write(out, dossier, names, keys);
        PublishedCodec.writeExemptions(out, file.published());
    }

    /** Ids and names in what was published of which no facts are kept. */
    private static void writeOthers(StateWriter out, CaseFile file, Index<Name> names, Index<String> keys) {
        var others = file.published().stream()
                .flatMap(violation -> violation.keys().keySet().stream())
                .filter(id -> file.dossier().facts(id).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        out.number(others.size());
        others.forEach(id -> {
            keys.add(id);
            out.text(id);
        });
        var otherNames = file.published().stream()
                .map(PublishedViolation::name)
                .filter(name -> !names.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        out.number(otherNames.size());
        otherNames.forEach(name -> {
            names.add(name);
            out.text(name.spelling());
        });
    }

    private static void writeHeadline(StateWriter out, Headline headline) {
        out.number(headline.shownBy())
                .optionalTimes(List.of(headline.due(), headline.foldable(), headline.quietSince()))
                .number(headline.users())
                .number(headline.keys());
    }

    static Headline readHeadline(StateReader in) {
        var shownBy = in.number();
        var times = in.optionalTimes(3);
        return new Headline(shownBy, times.get(0), times.get(1), times.get(2), in.integer(), in.integer());
    }

    /** @param ofFirstVersion whether the bytes are of version 1 */
    static CaseFile read(StateReader in, boolean ofFirstVersion) {
        var headline = ofFirstVersion ? Headline.BLANK : readHeadline(in);
        var dossier = new Dossier(ofFirstVersion ? Instant.EPOCH : in.time());
        var names = new Index<Name>();
        for (var left = in.count(); left > 0; left--) {
            var name = Name.stored(in.text());
            names.add(name);
            dossier.see(new Dossier.Spelling(name, in.time()));
        }
        for (var left = in.count(); left > 0; left--) {
            dossier.restore(readUserFact(in, names));
        }
        var keys = new Index<String>();
        for (var left = in.count(); left > 0; left--) {
            var key = readKey(in, names);
            keys.add(key.accessKeyId());
            dossier.absorb(key);
        }
        var otherKeys = new LinkedHashSet<String>();
        var otherNames = new LinkedHashSet<Name>();
        if (!ofFirstVersion) {
            for (var left = in.count(); left > 0; left--) {
                otherKeys.add(in.text());
            }
            otherKeys.forEach(keys::add);
            for (var left = in.count(); left > 0; left--) {
                otherNames.add(Name.stored(in.text()));
            }
            otherNames.forEach(names::add);
        }
        var published = new ArrayList<PublishedViolation>();
        for (var left = in.count(); left > 0; left--) {
            var violation = PublishedCodec.read(in, names, keys);
            otherKeys.removeAll(violation.keys().keySet());
            otherNames.remove(violation.name());
            published.add(violation);
        }
        if (!otherKeys.isEmpty() || !otherNames.isEmpty()) {
            throw new IllegalStateException(
                    "stored state is damaged: nothing that was published has a name or key in it");
        }
        if (ofFirstVersion) {
            return new CaseFile(dossier, published, headline);
        }
        SightingCodec.read(in, dossier, names, keys);
        return new CaseFile(dossier, PublishedCodec.readExemptions(in, published), headline);
    }

    private static void writeUserFact(StateWriter out, UserFact fact, Index<Name> names) {
        if (fact instanceof UserRenamed renamed) {
            out.number(RENAMED).number(names.of(renamed.from())).number(names.of(renamed.to()));
        } else if (fact instanceof UserDeleted deleted) {
            out.number(DELETED).number(names.of(deleted.name()));
        } else if (fact instanceof UserCreated created) {
            out.number(created.userId().isPresent() ? CREATED_WITH_ID : CREATED).number(names.of(created.name()));
            created.userId().ifPresent(out::text);
        }
        out.time(fact.at());
    }

    private static UserFact readUserFact(StateReader in, Index<Name> names) {
        var kind = in.integer();
        var name = names.at(in.number());
        return switch (kind) {
            case CREATED -> new UserCreated(name, Optional.empty(), in.time());
            case CREATED_WITH_ID -> new UserCreated(name, Optional.of(in.text()), in.time());
            case RENAMED -> new UserRenamed(name, names.at(in.number()), in.time());
            case DELETED -> new UserDeleted(name, in.time());
            default -> throw new IllegalStateException("stored state has a user fact of unknown kind " + kind);
        };
    }

    private static void writeKey(StateWriter out, KeyFacts key, Index<Name> names) {
        out.text(key.accessKeyId()).number(key.changes().size());
        for (var stamp : key.changes()) {
            out.number((long) names.of(stamp.owner()) * CHANGES.size() + CHANGES.indexOf(stamp.change()))
                    .time(stamp.at());
        }
        out.number(key.uses().size());
        for (var use : key.uses()) {
            out.time(use.first()).time(use.last()).number(names.of(use.named().map(KeyUse.Named::owner)));
            use.named().ifPresent(named -> out.time(named.at()));
        }
    }

    private static KeyFacts readKey(StateReader in, Index<Name> names) {
        var key = new KeyFacts(in.text());
        for (var left = in.count(); left > 0; left--) {
            var ownerAndChange = in.number();
            var change = CHANGES.get((int) (ownerAndChange % CHANGES.size()));
            var owner = names.optionalAt(ownerAndChange / CHANGES.size());
            key.add(new KeyStamp(in.time(), change, owner));
        }
        for (var left = in.count(); left > 0; left--) {
            var first = in.time();
            var last = in.time();
            var named = names.optionalAt(in.number()).map(owner -> new KeyUse.Named(in.time(), owner));
            key.add(new KeyUse(first, last, named));
        }
        return key;
    }
}
