package dev.lonekey.detector.stream;

import static dev.lonekey.detector.stream.Trail.ACCOUNT;
import static dev.lonekey.detector.stream.Trail.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.detector.account.Verdict.Appointment;
import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.fact.Subject;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.state.EntryKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A due time stands in an index ordered by time, and only what is due is ever looked at. */
class AgendaTest {

    @TempDir
    private Path folder;

    private DetectorOnTestDriver detector;
    private WatchedStore store;
    private Agenda agenda;

    @BeforeEach
    void open() {
        detector = new DetectorOnTestDriver(folder, Policy.DEFAULT, START);
        store = new WatchedStore(detector.store(Nodes.AGENDA_STORE));
        agenda = new Agenda(store.watched());
    }

    @AfterEach
    void close() {
        detector.close();
    }

    @Test
    void due_isTakenOnceAndInOrderOfTime() {
        // Given
        make("carol", START.plusSeconds(3));
        make("alice", START.plusSeconds(1));
        make("bob", START.plusSeconds(2));
        // When
        var early = agenda.take(START, 10);
        var first = agenda.take(START.plusSeconds(2), 10);
        var second = agenda.take(START.plusSeconds(3), 10);
        // Then
        assertThat(early).isEmpty();
        assertThat(first).containsExactly(home("alice"), home("bob"));
        assertThat(second).containsExactly(home("carol"));
        assertThat(agenda.take(START.plusSeconds(1_000), 10)).isEmpty();
    }

    @Test
    void manyDueAtOnce_areTakenABoundedNumberARun() {
        // Given
        for (var user = 0; user < 25; user++) {
            make("user-" + user, START);
        }
        // When
        var sizes = new int[] {
            agenda.take(START, 10).size(),
            agenda.take(START, 10).size(),
            agenda.take(START, 10).size(),
            agenda.take(START, 10).size()
        };
        // Then
        assertThat(sizes).containsExactly(10, 10, 5, 0);
        assertThat(store.iterated()).isEqualTo(25);
    }

    @Test
    void whatIsNotDue_isNeverLookedAt() {
        // Given
        for (var user = 0; user < 2_000; user++) {
            make("user-" + user, START.plusSeconds(60 + user));
        }
        make("alice", START);
        // When
        var due = agenda.take(START, 200);
        // Then
        assertThat(due).containsExactly(home("alice"));
        assertThat(store.iterated()).isEqualTo(1);
    }

    @Test
    void movedAndCancelled_areNotTakenAtTheirFormerTime() {
        // Given
        make("alice", START);
        make("bob", START);
        // When
        agenda.apply(
                ACCOUNT,
                new Appointment(home("alice").subject(), Optional.of(START), Optional.of(START.plusSeconds(9))));
        agenda.apply(ACCOUNT, new Appointment(home("bob").subject(), Optional.of(START), Optional.empty()));
        // Then
        assertThat(agenda.take(START.plusSeconds(8), 10)).isEmpty();
        assertThat(agenda.take(START.plusSeconds(9), 10)).containsExactly(home("alice"));
    }

    @Test
    void signature_isNoAppointmentAndStays() {
        // Given
        agenda.sign("0123");
        // When
        var due = agenda.take(Instant.parse("9999-12-31T23:59:59Z"), 10);
        // Then
        assertThat(due).isEmpty();
        assertThat(agenda.fingerprint()).contains("0123");
    }

    private void make(String user, Instant at) {
        agenda.apply(ACCOUNT, new Appointment(home(user).subject(), Optional.empty(), Optional.of(at)));
    }

    private static EntryKey home(String user) {
        return new EntryKey(ACCOUNT, new Subject.OfName(Name.of(user).orElseThrow()));
    }
}
