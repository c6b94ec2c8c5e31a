package dev.lonekey.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.User;
import dev.lonekey.ingest.aws.AwsProblem;
import dev.lonekey.ingest.aws.AwsProblem.Kind;
import dev.lonekey.ingest.snapshot.Depth;
import dev.lonekey.ingest.snapshot.Snapshot;
import dev.lonekey.standalone.evidence.Source;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveEvidenceTest {

    private static final String ACCOUNT = "111122223333";
    private static final Instant AS_OF = Instant.parse("2026-11-22T11:59:30Z");
    private static final Instant UNTIL = Instant.parse("2026-11-22T12:00:00Z");
    private static final SnapshotPart ROOT =
            new SnapshotPart.Root("full-1", 1, ACCOUNT, AS_OF, UNTIL, Optional.of(true), Optional.of(false));
    private static final SnapshotPart USERS =
            new SnapshotPart.Users("full-1", 2, ACCOUNT, AS_OF, UNTIL, List.of(user("alice"), user("bob")));
    private static final SnapshotPart COMPLETED = new SnapshotPart.Completed("full-1", 2, ACCOUNT, AS_OF, UNTIL, 2);

    @Test
    void failureHalfway_leavesWhatWasTold_andTheOtherUsersOpen() {
        // Given
        var problem = new AwsProblem(
                Kind.THROTTLED,
                "Throttling: iam:ListAccessKeys",
                "account " + ACCOUNT + ": Throttling: iam:ListAccessKeys; AWS takes no more calls for now");
        // When
        var evidence = new LiveEvidence(ACCOUNT, List.of(ROOT, USERS)).failed(problem);
        // Then
        assertThat(evidence.coverage().judged()).isEqualTo(2);
        assertThat(evidence.coverage().isWhole()).isFalse();
        assertThat(evidence.failure()).contains("Throttling: iam:ListAccessKeys; AWS takes no more calls for now");
    }

    @Test
    void completedSnapshot_isWhole_withTheTimeOfEachSource() {
        // When
        var evidence = new LiveEvidence(ACCOUNT, List.of(ROOT, USERS, COMPLETED)).taken(snapshot());
        // Then
        assertThat(evidence.coverage().isWhole()).isTrue();
        assertThat(evidence.coverage().sources())
                .containsExactly(
                        new Source(Source.Kind.LISTS, Optional.of(AS_OF)),
                        new Source(Source.Kind.ACCOUNT_SUMMARY, Optional.of(AS_OF)));
        assertThat(evidence.failure()).isEmpty();
    }

    @Test
    void lateReport_isToBeAskedForAgain() {
        // When
        var evidence = new LiveEvidence(ACCOUNT, List.of(ROOT, USERS, COMPLETED))
                .taken(snapshot("credential report not made in time"));
        // Then
        assertThat(evidence.mends().report()).isEqualTo("credential report not made in time; check again later");
    }

    private static Snapshot snapshot(String... remarks) {
        return new Snapshot(
                "full-1", ACCOUNT, Depth.FULL, AS_OF, UNTIL, 2, Set.of(), Optional.empty(), List.of(remarks));
    }

    private static User user(String name) {
        return new User(name, Optional.empty(), Optional.empty(), List.of());
    }
}
