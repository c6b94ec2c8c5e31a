package dev.lonekey.ingest.trail;

import dev.lonekey.ingest.checkpoint.ArchiveCheckpoint;
import dev.lonekey.ingest.checkpoint.ArchiveCheckpoint.Failed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is read of an account's trail at once, and where that leads to.
 *
 * @param last where the one before led to
 * @param began when the trail was listed
 * @param fresh files that were not seen before, in the order of their times
 * @param isWhole whether these are all that there are
 */
record Round(ArchiveCheckpoint last, Instant began, List<Fresh> fresh, boolean isWhole) {

    /** Files appear late and out of order; a day is far more than CloudTrail was ever seen to take. */
    static final Duration OVERLAP = Duration.ofDays(1);

    /** Then the checkpoint is written, so that a long way back is not gone twice. */
    static final int MOST_FILES = 500;

    /** What a checkpoint can hold with ease. */
    private static final int MOST_FAILED = 2_000;

    /** A file that was not seen before. */
    record Fresh(TrailObject object, long bytes) {}

    /** A file to read. */
    record File(String key, long bytes) {}

    /**
     * Where a round led to.
     *
     * @param givenUp files that are not tried again, with their problems
     */
    record Result(ArchiveCheckpoint checkpoint, Map<String, String> givenUp) {}

    /** @param unseen from all folders, in any order; more than {@link #MOST_FILES} if there are */
    static Round of(ArchiveCheckpoint last, Instant began, List<Fresh> unseen) {
        var fresh = unseen.stream()
                .sorted(Comparator.comparing((Fresh file) -> file.object().time())
                        .thenComparing(file -> file.object().key()))
                .limit(MOST_FILES)
                .toList();
        return new Round(last, began, fresh, fresh.size() == unseen.size());
    }

    /** The checkpoint of an account of which nothing was read yet. */
    static ArchiveCheckpoint start(Instant now, Duration lookBack) {
        return new ArchiveCheckpoint(now.minus(lookBack).plus(OVERLAP), Map.of(), List.of());
    }

    /** From which time on files are listed. */
    static Instant from(ArchiveCheckpoint last) {
        return last.through().minus(OVERLAP);
    }

    static boolean isSeen(ArchiveCheckpoint last, TrailObject object) {
        return last.seen()
                .getOrDefault(TrailObject.text(object.time()), List.of())
                .contains(object.random());
    }

    /** The files to read: new ones, and those whose time has come to be tried again. */
    List<File> files() {
        return Stream.concat(
                        fresh.stream().map(file -> new File(file.object().key(), file.bytes())),
                        again().map(file -> new File(file.key(), file.bytes())))
                .toList();
    }

    private Stream<Failed> again() {
        return last.failed().stream()
                .filter(file -> !file.next().isAfter(began))
                .limit(MOST_FILES);
    }

    /** Where it leads to if these files could not be read, by their names. */
    Result after(Map<String, String> problems) {
        var tried = again().toList();
        var failed = new ArrayList<Failed>();
        var givenUp = new TreeMap<String, String>();
        last.failed().stream().filter(file -> !tried.contains(file)).forEach(failed::add);
        Stream.concat(
                        tried.stream(),
                        fresh.stream().map(file -> new Failed(file.object().key(), file.bytes(), 0, began)))
                .filter(file -> problems.containsKey(file.key()))
                .forEach(file -> again(file)
                        .filter(next -> failed.size() < MOST_FAILED)
                        .ifPresentOrElse(failed::add, () -> givenUp.put(file.key(), problems.get(file.key()))));
        return new Result(new ArchiveCheckpoint(through(), seen(), failed), givenUp);
    }

    private Optional<Failed> again(Failed file) {
        var attempts = file.attempts() + 1;
        return Retry.after(attempts).map(delay -> new Failed(file.key(), file.bytes(), attempts, began.plus(delay)));
    }

    private Instant through() {
        var to = isWhole ? began : fresh.get(fresh.size() - 1).object().time();
        return to.isAfter(last.through()) ? to : last.through();
    }

    private Map<String, List<String>> seen() {
        var from = TrailObject.text(through().minus(OVERLAP));
        var seen = new TreeMap<String, List<String>>();
        last.seen().forEach((time, names) -> seen.put(time, new ArrayList<>(names)));
        fresh.forEach(
                file -> seen.computeIfAbsent(TrailObject.text(file.object().time()), time -> new ArrayList<>())
                        .add(file.object().random()));
        return seen.tailMap(from, true);
    }
}
