package dev.lonekey.detector.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.fact.Fact;
import dev.lonekey.detector.policy.Policy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Tells the same facts and parts in their own order and in many others, some of them twice; the answer must not differ. */
final class InEveryOrder {

    private static final int ORDERS = 200;

    private InEveryOrder() {}

    /** The violations that there are in the end, in time. */
    static List<ViolationEvent> told(Object... told) {
        return toldUnder(Policy.DEFAULT, told);
    }

    /** The violations that there are in the end under a configuration, in time. */
    static List<ViolationEvent> toldUnder(Policy policy, Object... told) {
        var all = flat(told);
        var random = new Random(1);
        var first = answer(policy, all);
        for (var count = 1; count < ORDERS; count++) {
            var order = new ArrayList<>(all);
            random.ints(random.nextInt(all.size()), 0, all.size()).forEach(index -> order.add(all.get(index)));
            Collections.shuffle(order, random);
            assertThat(answer(policy, order).stream().map(InEveryOrder::inFull))
                    .as("told as %s", order)
                    .containsExactlyElementsOf(
                            first.stream().map(InEveryOrder::inFull).toList());
        }
        return first;
    }

    private static List<ViolationEvent> answer(Policy policy, List<Object> order) {
        var account = new InMemoryAccount(policy);
        order.forEach(one -> {
            if (one instanceof Fact fact) {
                account.tell(fact);
            } else {
                account.tell((SnapshotPart) one);
            }
        });
        return account.violations().stream()
                .sorted(Comparator.comparing(ViolationEvent::openedAt).thenComparing(InEveryOrder::inFull))
                .toList();
    }

    /** All of a violation that no order may change. */
    private static String inFull(ViolationEvent event) {
        return event.rule().id() + " " + Told.interval(event) + " " + Told.keyStatuses(event);
    }

    private static List<Object> flat(Object... told) {
        var all = new ArrayList<>();
        for (var one : told) {
            if (one instanceof Collection<?> several) {
                all.addAll(several);
            } else {
                all.add(one);
            }
        }
        return all;
    }
}
