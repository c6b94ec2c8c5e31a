package dev.lonekey.detector.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.detector.view.ViolationQuery.Status;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViolationsTest {

    private static final List<Severity> SEVERITIES = List.of(Severity.values());
    private static final int ALL = Integer.MAX_VALUE;

    private final Violations violations = new Violations(ALL);

    /** Whatever comes in whatever order: of each violation the newest revision since it was forgotten last. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anything_isWhatASimpleOracleSays(long seed) {
        // Given
        var random = new Random(seed);
        Map<String, Published> oracle = new HashMap<>();
        // When
        for (var step = 0; step < 3_000; step++) {
            var number = random.nextInt(40);
            if (random.nextInt(12) == 0) {
                violations.remove(Published.id(number));
                oracle.remove(Published.id(number));
            } else {
                var event = new Published(
                        number,
                        1 + random.nextInt(6),
                        random.nextBoolean(),
                        SEVERITIES.get(random.nextInt(4)),
                        "account-" + random.nextInt(3),
                        "User-" + random.nextInt(5),
                        "agent");
                violations.put(event.known());
                oracle.merge(event.id(), event, (old, newer) -> newer.revision() >= old.revision() ? newer : old);
            }
        }
        // Then
        for (var order : Order.values()) {
            assertThat(found(Status.ALL, order)).isEqualTo(expected(oracle, Status.ALL, order));
            assertThat(found(Status.OPEN, order)).isEqualTo(expected(oracle, Status.OPEN, order));
            assertThat(found(Status.RESOLVED, order)).isEqualTo(expected(oracle, Status.RESOLVED, order));
        }
        assertThat(violations.open()).extracting(KnownViolation::id).isEqualTo(found(Status.OPEN, Order.SEVERITY));
        assertThat(violations.countOpen(KnownViolation::severity).values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(violations.open().size());
    }

    private List<String> found(Status status, Order order) {
        var found = violations.find(query(status, order, new Page(0, 500)));
        assertThat(found.total()).isEqualTo(found.items().size());
        return found.items().stream().map(KnownViolation::id).toList();
    }

    private static List<String> expected(Map<String, Published> oracle, Status status, Order order) {
        Comparator<Published> newest = Comparator.comparing(each -> -each.number());
        Comparator<Published> worst = Comparator.comparing(Published::severity, Comparator.reverseOrder());
        Comparator<Published> resolvedFirst = Comparator.comparing(each -> each.isResolved() ? 0 : 1);
        Comparator<Published> comparator =
                switch (order) {
                    case SEVERITY -> worst.thenComparing(newest);
                    case OPENED -> newest;
                    // Open ones all end at the same time, which is never, and were detected when they opened.
                    case RESOLVED -> resolvedFirst.thenComparing(newest);
                };
        return oracle.values().stream()
                .filter(each -> status == Status.ALL || each.isResolved() == (status == Status.RESOLVED))
                .sorted(comparator)
                .map(Published::id)
                .toList();
    }

    @Test
    void moreResolvedOnesThanAreKept_forgetsThoseThatWereResolvedFirst() {
        // Given
        var few = new Violations(2);
        few.put(Published.open(9).known());
        // When
        for (var number : List.of(3, 1, 4, 2)) {
            few.put(Published.open(number).resolved().known());
        }
        // Then
        assertThat(few.find(query(Status.ALL, Order.RESOLVED, Page.FIRST)).items())
                .extracting(KnownViolation::id)
                .containsExactly(Published.id(4), Published.id(3), Published.id(9));
        assertThat(few.get(Published.id(1))).isEmpty();
    }

    @Test
    void filters_leaveOutWhatTheyShould() {
        // Given
        violations.put(Published.open(1).severity(Severity.HIGH).known());
        violations.put(Published.open(2).account("444455556666").known());
        violations.put(Published.open(3).user("Deploy").known());
        // Then
        assertThat(ids(open().withSeverities(Severity.HIGH, Severity.LOW))).containsExactly(1);
        assertThat(ids(open().withAccount("444455556666"))).containsExactly(2);
        assertThat(ids(open().withAccount("4444"))).isEmpty();
        assertThat(ids(open().withPrincipal("dEPLOY"))).containsExactly(3);
        assertThat(ids(open().withPrincipal("deplo"))).isEmpty();
        assertThat(ids(open().withRule("root-access-key-present"))).isEmpty();
    }

    @Test
    void text_isLookedForInAllThatNamesAViolation() {
        // Given
        violations.put(Published.open(7).user("Deploy").known());
        // Then
        for (var text : List.of(
                "11112222",
                "PRODUCTION",
                "deploy",
                ":user/Deploy",
                "akia000000007b",
                Published.id(7).substring(20),
                "user/admin")) {
            assertThat(ids(open().withText(text))).as(text).containsExactly(7);
        }
        assertThat(ids(open().withText("aws-cli"))).isEmpty();
        assertThat(ids(open().withText("3333\nproduction"))).as("two at once").hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void pages_areParts() {
        // Given
        for (var number = 0; number < 10; number++) {
            violations.put(Published.open(number).known());
        }
        // When
        var part = violations.find(query(Status.OPEN, Order.OPENED, new Page(3, 4)));
        var beyond = violations.find(query(Status.OPEN, Order.OPENED, new Page(Integer.MAX_VALUE, 4)));
        // Then
        assertThat(part.total()).isEqualTo(10);
        assertThat(part.items())
                .extracting(KnownViolation::id)
                .containsExactly(Published.id(6), Published.id(5), Published.id(4), Published.id(3));
        assertThat(beyond.total()).isEqualTo(10);
        assertThat(beyond.items()).isEmpty();
    }

    @Test
    void json_isExactlyWhatWasPublished() {
        // Given
        var event = Published.open(1)
                .userAgent("</script>\u2028\u0000\"\\ é𝄞\n")
                .event()
                .toJson();
        // When
        violations.put(KnownViolation.of(event));
        // Then
        assertThat(violations
                        .get(Published.id(1))
                        .orElseThrow()
                        .json()
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(event);
    }

    private record Asked(ViolationQuery query) {

        Asked withSeverities(Severity... severities) {
            return with(query.account(), query.rule(), Set.of(severities), query.principal(), query.text());
        }

        Asked withAccount(String account) {
            return with(Optional.of(account), query.rule(), query.severities(), query.principal(), query.text());
        }

        Asked withRule(String rule) {
            return with(query.account(), Optional.of(rule), query.severities(), query.principal(), query.text());
        }

        Asked withPrincipal(String name) {
            return with(query.account(), query.rule(), query.severities(), Optional.of(name), query.text());
        }

        Asked withText(String text) {
            return with(query.account(), query.rule(), query.severities(), query.principal(), Optional.of(text));
        }

        private Asked with(
                Optional<String> account,
                Optional<String> rule,
                Set<Severity> severities,
                Optional<String> principal,
                Optional<String> text) {
            return new Asked(new ViolationQuery(
                    query.status(), account, rule, severities, principal, text, query.order(), query.page()));
        }
    }

    private static Asked open() {
        return new Asked(ViolationQuery.OPEN);
    }

    private List<Integer> ids(Asked asked) {
        return violations.find(asked.query()).items().stream()
                .map(found -> Integer.parseInt(found.id(), 16))
                .toList();
    }

    private static ViolationQuery query(Status status, Order order, Page page) {
        return new ViolationQuery(
                status, Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), Optional.empty(), order, page);
    }
}
