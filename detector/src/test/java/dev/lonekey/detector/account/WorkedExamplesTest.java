package dev.lonekey.detector.account;

import static dev.lonekey.detector.account.Told.K1;
import static dev.lonekey.detector.account.Told.K2;
import static dev.lonekey.detector.account.Told.K3;
import static dev.lonekey.detector.account.Told.K9;
import static dev.lonekey.detector.account.Told.active;
import static dev.lonekey.detector.account.Told.created;
import static dev.lonekey.detector.account.Told.deleted;
import static dev.lonekey.detector.account.Told.inactive;
import static dev.lonekey.detector.account.Told.renamed;
import static dev.lonekey.detector.account.Told.used;
import static dev.lonekey.detector.account.Told.userCreated;
import static dev.lonekey.detector.account.Told.userDeleted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import dev.lonekey.detector.fact.Fact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The worked examples of the semantics, each in its own order and in many others, with doubles. */
class WorkedExamplesTest {

    private static final int ORDERS = Integer.getInteger("lonekey.orders", 200);

    private record Example(String name, List<Fact> facts, List<String> intervals) {}

    private static final String U = "alice";
    private static final String ROOT = "root user";

    static Stream<Arguments> examples() {
        return Stream.of(
                        example("secondKey_opens", facts(created(K1, U, 0), created(K2, U, 60)), "alice [60,open)"),
                        example(
                                "reactivation_opensAgain",
                                facts(
                                        created(K1, U, 0),
                                        created(K2, U, 60),
                                        inactive(K1, U, 100),
                                        active(K1, U, 150),
                                        deleted(K2, U, 170)),
                                "alice [60,100) KEY_DEACTIVATED",
                                "alice [150,170) KEY_DELETED"),
                        example(
                                "deactivatedBefore_isNone",
                                facts(created(K1, U, 0), created(K2, U, 60), inactive(K1, U, 30))),
                        example(
                                "overWithinTheSecond_isNone",
                                facts(created(K1, U, 0), created(K2, U, 60), deleted(K2, U, 60))),
                        example(
                                "rotationWithinASecond_isNone",
                                facts(created(K1, U, 0), inactive(K1, U, 60), created(K2, U, 60))),
                        example(
                                "selfServiceWithLongTermKey_isTwoFromOneEvent",
                                facts(used(K9, U, 50), created(K1, U, 50)),
                                "alice [50,open)"),
                        example(
                                "callInFlightAfterDeactivation_opensNothing",
                                facts(created(K1, U, 0), created(K2, U, 60), inactive(K1, U, 100), used(K1, U, 102)),
                                "alice [60,100) KEY_DEACTIVATED"),
                        example(
                                "useAfterTheMargin_showsALostActivation",
                                facts(created(K1, U, 0), created(K2, U, 60), inactive(K1, U, 100), used(K1, U, 131)),
                                "alice [60,100) KEY_DEACTIVATED",
                                "alice [131,open)"),
                        example(
                                "useAtTheEndOfTheMargin_isStillInFlight",
                                facts(created(K1, U, 0), created(K2, U, 60), inactive(K1, U, 100), used(K1, U, 130)),
                                "alice [60,100) KEY_DEACTIVATED"),
                        example(
                                "renameChain_carriesTheViolationAlong",
                                facts(
                                        userCreated("a", 0),
                                        created(K1, "a", 5),
                                        created(K2, "a", 6),
                                        renamed("a", "b", 10),
                                        userCreated("a", 12),
                                        userDeleted("a", 18),
                                        renamed("b", "a", 20)),
                                "a [6,open)"),
                        example(
                                "recreatedWithinASecond_newKeysAreTheNewUsers",
                                facts(
                                        created(K1, U, 5),
                                        deleted(K1, U, 10),
                                        userDeleted(U, 10),
                                        userCreated(U, 10),
                                        created(K2, U, 10),
                                        created(K3, U, 20)),
                                "alice [20,open)"),
                        example(
                                "recreatedWithinASecondUnderANameKnownOnlyLater_isOneUserFromThenOn",
                                facts(userDeleted(U, 10), userCreated(U, 10), created(K2, U, 10), created(K3, U, 20)),
                                "alice [20,open)"),
                        example(
                                "nameUsedForOneSecondOnly_isTakenBeforeItIsGivenUp",
                                facts(
                                        created(K1, "c", 5),
                                        renamed("c", "n", 10),
                                        renamed("n", "d", 10),
                                        userCreated("n", 15),
                                        created(K2, "n", 20),
                                        created(K3, "d", 30)),
                                "d [30,open)"),
                        example("similarNames_areTwoUsers", facts(created(K1, "jack", 0), created(K2, "jackson", 5))),
                        example(
                                "namesDifferingInCase_areOneUser",
                                facts(created(K1, "u", 0), created(K2, "U", 5)),
                                "U [5,open)"),
                        example(
                                "rootKeyDeactivatedThenAnother_isOneViolation",
                                facts(created(K1, ROOT, 0), inactive(K1, ROOT, 50), created(K2, ROOT, 70)),
                                "root [0,open)"),
                        example(
                                "rootKeyDeleted_resolves",
                                facts(created(K1, ROOT, 0), deleted(K1, ROOT, 200)),
                                "root [0,200) KEY_DELETED"),
                        example(
                                "userDeletedWithKeys_endsByUserDeleted",
                                facts(created(K1, U, 0), created(K2, U, 60), userDeleted(U, 100)),
                                "alice [60,100) USER_DELETED"),
                        example(
                                "nameTakenByAnother_endsTheOneBefore",
                                facts(created(K1, U, 0), created(K2, U, 60), userCreated(U, 100)),
                                "alice [60,100) USER_DELETED"),
                        example(
                                "deletedTwiceOver_keyDeletionIsTheReason",
                                facts(created(K1, U, 0), created(K2, U, 60), deleted(K1, U, 100), userDeleted(U, 100)),
                                "alice [60,100) KEY_DELETED"),
                        example(
                                "threeKeys_oneIntervalUntilOneIsLeft",
                                facts(
                                        created(K1, U, 0),
                                        created(K2, U, 10),
                                        created(K3, U, 20),
                                        deleted(K1, U, 30),
                                        inactive(K2, U, 40)),
                                "alice [10,40) KEY_DEACTIVATED"),
                        example(
                                "swapOfNamesWithinASecond_followsTheUsers",
                                facts(
                                        userCreated("a", 0),
                                        userCreated("b", 0),
                                        created(K1, "a", 1),
                                        created(K2, "b", 1),
                                        renamed("a", "tmp", 10),
                                        renamed("b", "a", 10),
                                        renamed("tmp", "b", 10),
                                        created(K3, "a", 20)),
                                "a [20,open)"))
                .map(example -> Arguments.of(example.name(), example));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void exampleHoldsInEveryOrder(String name, Example example) {
        var random = new Random(1);
        var facts = new ArrayList<>(example.facts());
        for (var order = 0; order < ORDERS; order++) {
            // When
            var account = new InMemoryAccount();
            facts.forEach(account::tell);
            // Then
            assertThat(account.violations().stream().map(Told::interval))
                    .as("%s, told as %s", name, facts)
                    .containsExactlyInAnyOrderElementsOf(example.intervals());
            assertThat(account.published().stream().filter(known -> known.end()
                            .filter(end -> end.reason() == Resolution.RETRACTED)
                            .isEmpty()))
                    .hasSize(example.intervals().size());
            if (order % 2 == 0) {
                facts.add(facts.get(random.nextInt(facts.size())));
            }
            Collections.shuffle(facts, random);
        }
    }

    private static Example example(String name, List<Fact> facts, String... intervals) {
        return new Example(name, facts, List.of(intervals));
    }

    private static List<Fact> facts(Fact... facts) {
        return Arrays.asList(facts);
    }
}
