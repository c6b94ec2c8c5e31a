package dev.lonekey.detector.account;

import dev.lonekey.contract.cloudtrail.EventName;
import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.contract.violation.ViolationEvent.Key;
import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.detector.fact.Count;
import dev.lonekey.detector.fact.KeyChange;
import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.fact.Span;
import dev.lonekey.detector.history.Dossier;
import dev.lonekey.detector.history.KeyFacts;
import dev.lonekey.detector.history.KeyStamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The keys that published events name, as facts from which the same state follows. */
final class InheritedKeys {

    private final Name name;
    private final Instant asOf;
    private final Set<String> taken;
    private final List<KeyStatus> existing = new ArrayList<>();
    private boolean hasUnidentified;
    private Optional<Boolean> certificates = Optional.empty();

    /**
     * @param asOf when all of them were as they are told
     * @param taken ids that are other users', to which these are added
     */
    InheritedKeys(Name name, Instant asOf, Set<String> taken) {
        this.name = name;
        this.asOf = asOf;
        this.taken = taken;
    }

    void tell(ViolationEvent event, Dossier dossier) {
        var isDeletion = event.cause() instanceof Cause.CloudTrail record
                && record.eventName().equals(EventName.DELETE_ACCESS_KEY.text());
        Stream.concat(event.keys().stream(), event.otherKeys().stream()).forEach(key -> {
            if (key.accessKeyId().equals(Key.SIGNING_CERTIFICATE)) {
                certificates = Optional.of(event.type() != EventType.RESOLVED);
            } else if (!Key.isIdentified(key.accessKeyId())) {
                if (key.status() != KeyStatus.DELETED) {
                    hasUnidentified = true;
                    existing.add(key.status());
                }
            } else if (taken.add(key.accessKeyId())) {
                tell(key, isDeletion, dossier);
            }
        });
    }

    private void tell(Key key, boolean isDeletion, Dossier dossier) {
        var facts = new KeyFacts(key.accessKeyId());
        key.lastUsedAt().ifPresent(facts::seeUse);
        switch (key.status()) {
            case ACTIVE, UNKNOWN -> {
                key.createdAt().ifPresent(at -> facts.add(stamp(at, KeyChange.CREATED)));
                key.activeSince()
                        .filter(since -> key.createdAt().filter(since::equals).isEmpty())
                        .ifPresent(since -> {
                            // What it was between its creation and then is not told, and must not be taken for active.
                            key.createdAt().ifPresent(at -> facts.add(stamp(at, KeyChange.DEACTIVATED)));
                            facts.add(stamp(since, KeyChange.ACTIVATED));
                        });
                // Snapshots that began before then are heard again without what they showed of it.
                facts.add(stamp(asOf, KeyChange.ACTIVATED));
            }
            case INACTIVE -> {
                key.createdAt().ifPresent(at -> {
                    facts.add(stamp(at, KeyChange.CREATED));
                    facts.add(stamp(at, KeyChange.DEACTIVATED));
                });
                facts.add(stamp(asOf, KeyChange.DEACTIVATED));
            }
            case DELETED -> {
                // Calls may be under way, which are heard again; what only a snapshot missed may come back.
                if (!isDeletion) {
                    return;
                }
                facts.add(stamp(asOf, KeyChange.DELETED));
            }
        }
        if (key.status() != KeyStatus.DELETED) {
            existing.add(key.status());
        }
        dossier.absorb(facts);
    }

    private KeyStamp stamp(Instant at, KeyChange change) {
        return new KeyStamp(at, change, Optional.of(name));
    }

    /** Notes how many there were in all, if some have no id. */
    void count(Dossier dossier) {
        if (!hasUnidentified && certificates.isEmpty()) {
            return;
        }
        var span = new Span(asOf, asOf);
        var active = existing.contains(KeyStatus.UNKNOWN)
                ? Optional.<Integer>empty()
                : Optional.of(
                        (int) existing.stream().filter(KeyStatus.ACTIVE::equals).count());
        dossier.add(
                name,
                hasUnidentified
                        ? new Count(span, existing.size(), existing.size(), active, certificates)
                        : new Count(span, 0, Integer.MAX_VALUE, Optional.empty(), certificates));
    }
}
