package dev.lonekey.detector.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.detector.fact.Count;
import dev.lonekey.detector.fact.Fact;
import dev.lonekey.detector.fact.KeyChange;
import dev.lonekey.detector.fact.Listing;
import dev.lonekey.detector.fact.Listing.ListedKey;
import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.fact.Showing;
import dev.lonekey.detector.fact.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Listings that stood unchanged for long are judged by few of their places, and no answer changes by that. */
class LandmarksTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final List<String> NAMES = List.of("alice", "bob", "carol");
    private static final List<KeyChange> CHANGES = List.of(KeyChange.values());
    private static final int HISTORIES = Integer.getInteger("lonekey.histories", 3_000);

    @Test
    void fewPlaces_tellWhatAllOfThemTell() {
        var left = 0;
        var all = 0;
        for (var seed = 0; seed < HISTORIES; seed++) {
            // Given
            var completed = new Completed();
            var dossier = randomDossier(new Random(seed), completed);
            // When
            var few = Landmarks.places(dossier, completed);
            var every = Landmarks.allPlaces(dossier, completed);
            // Then
            assertThat(told(Timeline.in(dossier, completed, MARGIN), completed))
                    .as("seed " + seed)
                    .isEqualTo(told(Timeline.of(Lives.inAllPlaces(dossier, completed), completed, MARGIN), completed));
            left += few.values().stream().mapToInt(List::size).sum();
            all += every.values().stream().mapToInt(List::size).sum();
        }
        assertThat(left).as("places left of " + all).isLessThan(all * 3 / 4);
    }

    @Test
    void hourlySnapshotsOfNinetyDays_leaveAFew() {
        // Given
        var completed = new Completed();
        var dossier = new Dossier(Instant.MIN);
        var listing = listing("alice", "AIDALICE", List.of(new ListedKey("AKIA1", true, Optional.empty())));
        for (var hour = 0; hour < 2_160; hour++) {
            show(dossier, completed, listing, span(hour * 3_600L, 60), hour, true);
        }
        // When
        var places = Landmarks.places(dossier, completed).get(listing);
        // Then
        assertThat(places).hasSizeLessThan(10);
        assertThat(places.stream().mapToInt(place -> place.snapshots().size()).sum())
                .isEqualTo(2_160);
    }

    private static Dossier randomDossier(Random dice, Completed completed) {
        var dossier = new Dossier(Instant.MIN);
        var hours = 12 + dice.nextInt(30);
        var step = dice.nextInt(4) == 0 ? 40 : 3_600;
        var listings = new ArrayList<Listing>();
        for (var user = 0; user < 1 + dice.nextInt(3); user++) {
            listings.add(randomListing(dice, user));
        }
        for (var hour = 0; hour < hours; hour++) {
            var span = span((long) hour * step, 30 + dice.nextInt(30));
            var names = new HashSet<Name>();
            for (var user = 0; user < listings.size(); user++) {
                if (dice.nextInt(25) == 0) {
                    listings.set(user, randomListing(dice, user));
                }
                if (dice.nextInt(40) > 0 && names.add(listings.get(user).name())) {
                    dossier.add(
                            new Fact.UserListed(listings.get(user), new Showing(span, hour, 1), List.of()), completed);
                }
            }
            if (dice.nextInt(8) > 0) {
                var parts = new TreeMap<Integer, Span>();
                parts.put(1, span);
                completed.add(new Completed.Snapshot(hour, span, parts));
            }
        }
        for (var facts = dice.nextInt(5); facts > 0; facts--) {
            dossier.add(randomFact(dice, START.plusSeconds(dice.nextInt(hours * step))), completed);
        }
        dossier.settle(completed);
        return dossier;
    }

    private static Fact randomFact(Random dice, Instant at) {
        var name = name(NAMES.get(dice.nextInt(NAMES.size())));
        var other = name(NAMES.get(dice.nextInt(NAMES.size())));
        var key = "AKIA" + dice.nextInt(4);
        return switch (dice.nextInt(8)) {
            case 0 -> new Fact.UserRenamed(name, other, at);
            case 1 -> new Fact.UserDeleted(name, at);
            case 2 -> new Fact.UserCreated(name, Optional.of("AIDA" + dice.nextInt(3)), at);
            case 3 -> new Fact.KeyUsed(key, Optional.of(name), at);
            case 4 -> new Fact.UserSeen(name, "AIDA" + dice.nextInt(3), at);
            case 5 -> new Fact.KeysCounted(name, Count.ofReport(new Span(at.minusSeconds(30), at), 2, 1, 0));
            default -> new Fact.KeyChanged(key, Optional.of(name), CHANGES.get(dice.nextInt(CHANGES.size())), at);
        };
    }

    private static Listing randomListing(Random dice, int user) {
        var keys = new ArrayList<ListedKey>();
        for (var key = dice.nextInt(3); key > 0; key--) {
            keys.add(new ListedKey("AKIA" + (user * 2 + key), dice.nextBoolean(), Optional.empty()));
        }
        var name = NAMES.get(dice.nextInt(6) == 0 ? dice.nextInt(NAMES.size()) : user);
        return listing(name, dice.nextInt(3) == 0 ? "" : "AIDA" + user, keys);
    }

    private static Listing listing(String name, String id, List<ListedKey> keys) {
        return new Listing(name(name), Optional.of(id).filter(text -> !text.isEmpty()), "/", keys);
    }

    private static void show(
            Dossier dossier, Completed completed, Listing listing, Span span, long snapshot, boolean isCompleted) {
        dossier.add(new Fact.UserListed(listing, new Showing(span, snapshot, 1), List.of()), completed);
        if (isCompleted) {
            var parts = new TreeMap<Integer, Span>();
            parts.put(1, span);
            completed.add(new Completed.Snapshot(snapshot, span, parts));
            dossier.settle(completed);
        }
    }

    private static Span span(long second, long seconds) {
        return new Span(START.plusSeconds(second), START.plusSeconds(second + seconds));
    }

    private static Name name(String name) {
        return Name.of(name).orElseThrow();
    }

    /** What anybody may ask of the timelines: states second by second, with those that repeat left out. */
    private static List<String> told(List<Timeline> timelines, Completed completed) {
        return timelines.stream()
                .map(timeline -> timeline.life().name() + " "
                        + new TreeSet<>(timeline.life().names()) + " "
                        + timeline.life().userId() + " " + timeline.life().ends()
                        + timeline.life().firstLook()
                        + timeline.life().newestSnapshot() + timeline.isGone(completed)
                        + timeline.life().isGone() + timeline.existing() + " "
                        + timeline.keys().stream()
                                .map(key -> key.accessKeyId() + key.createdAt() + changes(key.turns()))
                                .toList())
                .sorted()
                .toList();
    }

    private static List<Turn> changes(List<Turn> turns) {
        var changes = new ArrayList<Turn>();
        for (var turn : turns) {
            if (changes.isEmpty() || changes.get(changes.size() - 1).state() != turn.state()) {
                changes.add(turn);
            }
        }
        return changes;
    }
}
