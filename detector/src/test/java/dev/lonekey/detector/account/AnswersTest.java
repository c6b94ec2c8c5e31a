package dev.lonekey.detector.account;

import static dev.lonekey.detector.account.Told.K1;
import static dev.lonekey.detector.account.Told.K2;
import static dev.lonekey.detector.account.Told.K3;
import static dev.lonekey.detector.account.Told.K9;
import static dev.lonekey.detector.account.Told.created;
import static dev.lonekey.detector.account.Told.deleted;
import static dev.lonekey.detector.account.Told.inactive;
import static dev.lonekey.detector.account.Told.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.fact.Fact;
import dev.lonekey.detector.policy.ExceptionRule;
import dev.lonekey.detector.policy.Limits;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.rule.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The first sentence of the semantics: what the answer depends on, and what it does not. */
class AnswersTest {

    private static final String U = "alice";
    private static final List<Fact> STORY = List.of(
            created(K1, U, 0),
            created(K2, U, 60),
            inactive(K1, U, 100),
            created(K3, U, 500),
            deleted(K2, U, 900),
            created(K9, "root user", 950));

    @Test
    void otherOrders_endInTheSameViolationsByOtherEvents() {
        // Given
        var inTime = new InMemoryAccount();
        var late = new InMemoryAccount();
        // When
        inTime.tell(created(K1, U, 0), created(K2, U, 60), deleted(K1, U, 100));
        late.tell(deleted(K1, U, 100), created(K2, U, 60), created(K1, U, 0));
        // Then
        assertThat(late.violations())
                .extracting(Told::interval)
                .isEqualTo(inTime.violations().stream().map(Told::interval).toList());
        assertThat(inTime.events()).extracting(Told::step).containsExactly("OPENED MEDIUM", "RESOLVED KEY_DELETED");
        assertThat(late.events()).hasSize(2).isNotEqualTo(inTime.events());
    }

    @Test
    void timeAndConfiguration_neverDecideWhichIntervalsThereAre() {
        // Given
        var strict = answer(Policy.DEFAULT, time(1_000));
        var lenient = new Policy(
                Rules.configured(Set.of(), Map.of("iam-user-multiple-active-keys", Severity.CRITICAL), false),
                Optional.of(Duration.ofDays(7)),
                List.of(new ExceptionRule("*", "*", "*", "tried out", "ops", time(100_000_000))),
                Limits.DEFAULT);
        // When
        var soon = answer(lenient, time(1_000));
        var yearsLater = answer(lenient, time(200_000_000));
        // Then
        assertThat(soon)
                .extracting(Told::interval)
                .isEqualTo(strict.stream().map(Told::interval).toList());
        assertThat(yearsLater)
                .extracting(Told::interval)
                .isEqualTo(strict.stream().map(Told::interval).toList());
        assertThat(strict).extracting(Told::interval).contains("alice [60,100) KEY_DEACTIVATED");
    }

    private static List<ViolationEvent> answer(Policy policy, Instant now) {
        var account = new InMemoryAccount(policy);
        STORY.forEach(fact -> account.tellAtOnce(List.of(fact), now));
        return account.violations();
    }
}
