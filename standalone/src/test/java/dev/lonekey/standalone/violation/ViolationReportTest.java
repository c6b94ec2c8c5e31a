package dev.lonekey.standalone.violation;

import static dev.lonekey.standalone.violation.Violations.NOW;
import static dev.lonekey.standalone.violation.Violations.opened;
import static dev.lonekey.standalone.violation.Violations.openedFor;
import static dev.lonekey.standalone.violation.Violations.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import dev.lonekey.standalone.terminal.Palette;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViolationReportTest {

    @Test
    void openViolation_saysWhoSinceWhenAndWhatToDo() {
        assertThat(report(opened("a", Severity.CRITICAL)))
                .containsExactly(
                        "1 violation open",
                        "",
                        "CRITICAL  alice of account 111122223333 (production)  live: it happens now",
                        "          rule    IAM user has more than one active access key",
                        "          since   2026-11-22 11:50:00 UTC, 10 minutes ago",
                        "          by      arn:aws:iam::111122223333:user/bob: CreateAccessKey from 203.0.113.20 with aws-cli[2J/2.0",
                        "          key     AKIAIOSFODNN7EXAMPLE  active    made 10 minutes ago",
                        "          key     AKIAI44QH8DHBEXAMPLE  inactive  made 10 minutes ago",
                        "          to do   Keep the newest key.",
                        "                  aws iam update-access-key --user-name alice --access-key-id AKIAI44QH8DHBEXAMPLE --status Inactive",
                        "");
    }

    @Test
    void resolvedViolation_isOneLine() {
        assertThat(report(resolved("a", 2, Resolution.KEY_DELETED)))
                .containsExactly(
                        "1 violation resolved",
                        "",
                        "SEVERITY  ACCOUNT                    WHO    OPENED                   LASTED     ENDED BY",
                        "MEDIUM    111122223333 (production)  alice  2026-11-22 11:50:00 UTC  2 minutes  key deleted",
                        "");
    }

    @Test
    void hostileName_staysText() {
        // When
        var text = String.join("\n", report(openedFor("eve\u001b]0;owned\u0007\nCRITICAL \u202e")));
        // Then
        assertThat(text).contains("eve]0;ownedCRITICAL  of account").doesNotContain("\u001b", "\u0007", "\u202e");
    }

    @Test
    void nothing_isNothing() {
        assertThat(report()).isEmpty();
    }

    private static List<String> report(ViolationEvent... events) {
        var view = new ViolationView();
        List.of(events).forEach(view::add);
        return new ViolationReport(Palette.NONE, NOW).lines(view, view);
    }
}
