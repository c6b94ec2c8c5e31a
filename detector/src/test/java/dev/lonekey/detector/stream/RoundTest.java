package dev.lonekey.detector.stream;

import static dev.lonekey.detector.stream.Trail.ACCOUNT;
import static dev.lonekey.detector.stream.Trail.START;
import static dev.lonekey.detector.stream.Trail.bytes;
import static dev.lonekey.detector.stream.Trail.createAccessKey;
import static dev.lonekey.detector.stream.Trail.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.violation.Cause;
import dev.lonekey.detector.account.Entry.CaseFile;
import dev.lonekey.detector.account.Entry.Headline;
import dev.lonekey.detector.account.Entry.Reference;
import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.fact.Subject;
import dev.lonekey.detector.history.Dossier;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.rule.Rules;
import dev.lonekey.detector.state.EntryCodec;
import dev.lonekey.detector.state.EntryKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a change of the configuration everything is judged anew, a slice at a time; then nothing is. */
class RoundTest {

    private static final Policy OTHER =
            new Policy(Rules.ALL, Optional.of(Duration.ofDays(1)), List.of(), Policy.DEFAULT.limits());
    private static final int SLICE = 200;

    @TempDir
    private Path folder;

    private DetectorOnTestDriver detector;
    private Agenda agenda;

    @BeforeEach
    void open() {
        detector = new DetectorOnTestDriver(folder, Policy.DEFAULT, START);
        agenda = new Agenda(detector.store(Nodes.AGENDA_STORE));
    }

    @AfterEach
    void close() {
        detector.close();
    }

    @Test
    void changedConfiguration_isJudgedInSlicesAndThenSigned() {
        // Given
        keepFiles(2 * SLICE + 50);
        agenda.sign(Policy.DEFAULT.fingerprint());
        var round = round(OTHER);
        // When
        var slices = slices(round, 3);
        // Then
        assertThat(slices).extracting(List::size).containsExactly(SLICE, SLICE, 50);
        assertThat(slices.stream().flatMap(List::stream).distinct()).hasSize(2 * SLICE + 50);
        assertThat(agenda.fingerprint()).contains(OTHER.fingerprint());
        assertThat(slices(round, 3)).allMatch(List::isEmpty);
    }

    @Test
    void unchangedConfiguration_judgesNothing() {
        // Given
        keepFiles(50);
        agenda.sign(Policy.DEFAULT.fingerprint());
        // Then
        assertThat(slices(round(Policy.DEFAULT), 3)).allMatch(List::isEmpty);
    }

    @Test
    void stateThatIsNotSigned_isJudged() {
        // Given
        keepFiles(50);
        // Then
        assertThat(slices(round(Policy.DEFAULT), 2)).extracting(List::size).containsExactly(50, 0);
    }

    @Test
    void restartInTheMiddle_beginsAnew() {
        // Given
        keepFiles(SLICE + 50);
        agenda.sign(Policy.DEFAULT.fingerprint());
        slices(round(OTHER), 1);
        // When
        var slices = slices(round(OTHER), 3);
        // Then
        assertThat(slices).extracting(List::size).containsExactly(SLICE, 50, 0);
    }

    @Test
    void formerConfigurationAgainInTheMiddle_isJudgedAnewToo() {
        // Given a round under another configuration that was not finished
        keepFiles(SLICE + 50);
        agenda.sign(Policy.DEFAULT.fingerprint());
        slices(round(OTHER), 1);
        // When
        var slices = slices(round(Policy.DEFAULT), 3);
        // Then what the other has judged is not left as it is
        assertThat(slices).extracting(List::size).containsExactly(SLICE, 50, 0);
    }

    @Test
    void causeOfAChange_isTheConfiguration() {
        // Given
        keepFiles(1);
        var causes = new ArrayList<Cause>();
        // When
        round(OTHER).slice((home, cause) -> causes.add(cause));
        // Then
        assertThat(causes).singleElement().isInstanceOf(Cause.Configuration.class);
    }

    @Test
    void entriesThatAreNoCaseFiles_areNotJudged() {
        // Given
        detector.store(Nodes.HISTORY_STORE)
                .put(
                        new EntryKey(ACCOUNT, new Subject.OfKey("AKIA1")).toBytes(),
                        EntryCodec.toBytes(new Reference(home("alice").subject())));
        // Then
        assertThat(slices(round(OTHER), 1)).containsExactly(List.of());
        assertThat(agenda.fingerprint()).contains(OTHER.fingerprint());
    }

    @Test
    void horizonThatMovesOn_isNoticedInTheOnlyAccount() {
        // Given an account looked at before
        detector.tell(ACCOUNT, createAccessKey("bob", "AKIAIOSFODNN7EXAMPLE", 0));
        keep("alice", Optional.of(START.plusSeconds(1)));
        agenda.sign(Policy.DEFAULT.fingerprint());
        var round = round(Policy.DEFAULT);
        var before = slices(round, 2);
        // When its newest event is so new that the horizon has passed what is foldable
        var later = START.plus(Duration.ofDays(90)).plusSeconds(2);
        detector.passTo(later);
        keep("alice", Optional.of(START.plusSeconds(1)));
        detector.tell(
                ACCOUNT,
                bytes(
                        record(
                                "iam.amazonaws.com",
                                "DeleteAccessKey",
                                ACCOUNT,
                                later.toString(),
                                "\"requestParameters\":{\"userName\":\"carol\",\"accessKeyId\":\"AKIAI44QH8DHBEXAMPLE\"},\"responseElements\":null")));
        var after = slices(round, 1);
        // Then
        assertThat(before).allMatch(List::isEmpty);
        assertThat(after.get(0)).contains(home("alice"));
    }

    private Round round(Policy policy) {
        return new Round(detector.store(Nodes.HISTORY_STORE), agenda, policy);
    }

    private static List<List<EntryKey>> slices(Round round, int count) {
        return IntStream.range(0, count)
                .mapToObj(slice -> {
                    var judged = new ArrayList<EntryKey>();
                    round.slice((home, cause) -> judged.add(home));
                    return List.copyOf(judged);
                })
                .toList();
    }

    private void keepFiles(int count) {
        IntStream.range(0, count).forEach(user -> keep("user-" + user, Optional.empty()));
    }

    private void keep(String user, Optional<Instant> foldable) {
        var file = new CaseFile(
                new Dossier(Instant.EPOCH),
                List.of(),
                new Headline(0, Optional.empty(), foldable, Optional.empty(), 1, 0));
        detector.store(Nodes.HISTORY_STORE).put(home(user).toBytes(), EntryCodec.toBytes(file));
    }

    private static EntryKey home(String user) {
        return new EntryKey(ACCOUNT, new Subject.OfName(Name.of(user).orElseThrow()));
    }
}
