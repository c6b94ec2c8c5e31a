package dev.lonekey.standalone.replay;

import static dev.lonekey.standalone.saved.AwsCli.ACCOUNT;
import static dev.lonekey.standalone.saved.AwsCli.csv;
import static dev.lonekey.standalone.saved.AwsCli.keys;
import static dev.lonekey.standalone.saved.AwsCli.rootRow;
import static dev.lonekey.standalone.saved.AwsCli.summary;
import static dev.lonekey.standalone.saved.AwsCli.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.standalone.saved.AwsCli;
import dev.lonekey.standalone.saved.SavedOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {

    @TempDir
    private Path folder;

    @Test
    void savedOutput_isABatchOfPartsForEachAccount_underTheAccount() throws IOException, RejectedException {
        // Given
        AwsCli.save(folder, "prod/all.json", users("alice") + keys("alice AKIAALICEKEY1EXAMPLE Active"));
        AwsCli.save(folder, "444455556666/summary.json", summary(0, 0));
        // When
        var baseline = new Baseline(SavedOutput.read(folder, Optional.empty(), Clock.systemUTC()));
        // Then
        assertThat(baseline.lines()).containsExactly("baseline: 2 accounts in 3 parts of saved snapshots");
        assertThat(baseline.batches()).hasSize(2);
        var records = baseline.batches().get(0).records();
        assertThat(records).allSatisfy(record -> {
            assertThat(record.topic()).isEqualTo(Topic.IAM_SNAPSHOTS);
            assertThat(record.account()).isEqualTo(ACCOUNT);
        });
        var parts = new ArrayList<SnapshotPart>();
        for (var record : records) {
            parts.add(SnapshotPart.parse(record.json()));
        }
        assertThat(parts).hasExactlyElementsOfTypes(SnapshotPart.Users.class, SnapshotPart.Completed.class);
    }

    @Test
    void reportOfUnknownAge_isTold() throws IOException {
        // Given
        AwsCli.save(folder, "report.csv", csv(rootRow("none", "none")));
        // When
        var baseline = new Baseline(SavedOutput.read(folder, Optional.empty(), Clock.systemUTC()));
        // Then
        assertThat(baseline.lines())
                .containsExactly(
                        "baseline: 1 account in 1 part of saved snapshots",
                        "baseline: a credential report as CSV tells no time; taken as of now");
    }

    @Test
    void brokenFile_isAnError() throws IOException {
        // Given
        AwsCli.save(folder, ACCOUNT + "/summary.json", summary(0, 0));
        var file = AwsCli.save(folder, ACCOUNT + "/users.json", "{");
        // When
        var baseline = new Baseline(SavedOutput.read(folder, Optional.empty(), Clock.systemUTC()));
        // Then
        assertThat(baseline.isBroken()).isTrue();
        var err = new StringWriter();
        baseline.tellProblems(new PrintWriter(err));
        assertThat(err.toString().lines())
                .containsExactly("lonekey: " + file + " line 1: the JSON is damaged, or cut off. Save it again.");
    }

    @Test
    void noBaseline_isNothing() {
        assertThat(Baseline.NONE.batches()).isEmpty();
        assertThat(Baseline.NONE.lines()).isEmpty();
        assertThat(Baseline.NONE.isBroken()).isFalse();
    }
}
