package dev.lonekey.standalone.deadletter;

import static dev.lonekey.contract.deadletter.RejectReason.NOT_JSON;
import static dev.lonekey.contract.deadletter.RejectReason.NO_ACCOUNT;
import static dev.lonekey.contract.deadletter.RejectReason.UNREADABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TallyReportTest {

    private static final Selection ALL = new Selection(Set.of(), Optional.empty());

    private final Tally tally = new Tally(2);

    @Test
    void nothing_isSaidInALine() {
        // When
        var lines = lines(ALL);
        // Then
        assertThat(lines).containsExactly("Nothing is in lonekey.dead-letters.");
        assertThat(lines(new Selection(Set.of("not-json"), Optional.empty())))
                .containsExactly("Nothing of that is in lonekey.dead-letters.");
    }

    @Test
    void lettersOfBothServices_areCountedByReasonAndExplained() {
        // Given
        tally.add(Letters.read(0, Letters.ofDetector(NOT_JSON, "secret")));
        tally.add(Letters.read(1, Letters.ofIngest("queue events", NO_ACCOUNT, "{}")));
        tally.add(Letters.read(1_000, Letters.ofDetector(NOT_JSON, "{\"accountId\":\"111122223333\"")));
        tally.add(Letter.of(Letters.record(2, new RecordHeaders(), new byte[0])));
        // When
        var lines = lines(ALL);
        // Then
        assertThat(lines)
                .startsWith(
                        "4 letters in lonekey.dead-letters",
                        "",
                        "REASON      LETTERS  FIRST                    LAST                     READ FROM",
                        "not-json    2        2026-10-01 08:00:00 UTC  2026-10-01 08:16:40 UTC  lonekey.cloudtrail",
                        "no-account  1        2026-10-01 08:00:01 UTC  2026-10-01 08:00:01 UTC  queue events",
                        "foreign     1        2026-10-01 08:00:02 UTC  2026-10-01 08:00:02 UTC  unknown",
                        "",
                        "not-json: no JSON in UTF-8, or not to its end",
                        "    Mend: something else writes to what it was read from: find out who. Or the setting",
                        "    cloudtrail-topic names a topic that holds other things",
                        "",
                        "no-account: tells no account; CloudTrail always does")
                .contains(
                        "The newest 2:",
                        "LETTER  TIME                     READ FROM                 ACCOUNT       BYTES  SHA-256       WHY",
                        "1@2     2026-10-01 08:00:02 UTC  unknown                   -             0      -             foreign")
                .endsWith("", "What one holds: --show 1@1000")
                .noneMatch(line -> line.contains("secret") || line.startsWith("1@1 "));
        assertThat(lines).anyMatch(line -> line.startsWith("1@1000") && line.contains("  111122223333  "));
    }

    @Test
    void lettersOfManyFiles_areCountedUnderAFewNames() {
        // Given
        for (var file = 0; file < 3_000; file++) {
            tally.add(Letters.read(file, Letters.ofIngest("trail/" + file, UNREADABLE, "x")));
        }
        tally.add(Letters.read(3_000, Letters.ofIngest("trail/7", UNREADABLE, "x")));
        // When
        var lines = lines(ALL);
        // Then
        assertThat(lines.get(3)).contains("3,001").endsWith("trail/7, trail/0, trail/1, elsewhere 2,997");
    }

    private List<String> lines(Selection selection) {
        return new TallyReport("lonekey.dead-letters", selection).lines(tally);
    }
}
