package dev.lonekey.detector.view;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The newest revision of each violation, kept in every order that is asked for: all open ones, and of the resolved ones those that
 * were resolved last. One thread writes, many read.
 */
public final class Violations {

    private final int resolvedKept;
    private final Map<String, KnownViolation> byId = new HashMap<>();
    private final Map<Order, TreeSet<KnownViolation>> ordered = new EnumMap<>(Order.class);
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final TreeSet<KnownViolation> resolved = new TreeSet<>(Order.RESOLVED.comparator());

    /** @param resolvedKept how many resolved ones are kept; older ones are on the topic */
    Violations(int resolvedKept) {
        this.resolvedKept = resolvedKept;
        for (var order : Order.values()) {
            ordered.put(order, new TreeSet<>(order.comparator()));
        }
    }

    /** Takes an event, unless a newer one of the same violation is known already. Returns whether it was taken. */
    boolean put(KnownViolation newer) {
        return writing(() -> {
            var known = byId.get(newer.id());
            if (known != null && known.revision() > newer.revision()) {
                return false;
            }
            drop(newer.id());
            byId.put(newer.id(), newer);
            ordered.values().forEach(each -> each.add(newer));
            if (!newer.isOpen()) {
                resolved.add(newer);
            }
            if (resolved.size() > resolvedKept) {
                drop(resolved.last().id());
            }
            return true;
        });
    }

    /** Forgets a violation. Returns whether it was known. */
    boolean remove(String id) {
        return writing(() -> drop(id));
    }

    /** Forgets everything. */
    void clear() {
        writing(() -> {
            byId.clear();
            ordered.values().forEach(TreeSet::clear);
            resolved.clear();
            return true;
        });
    }

    private boolean drop(String id) {
        var known = byId.remove(id);
        if (known == null) {
            return false;
        }
        ordered.values().forEach(each -> each.remove(known));
        resolved.remove(known);
        return true;
    }

    /** The newest event of a violation. */
    public Optional<KnownViolation> get(String id) {
        return reading(() -> Optional.ofNullable(byId.get(id)));
    }

    /** What a query asks for. */
    public Found<KnownViolation> find(ViolationQuery query) {
        return reading(() -> {
            var total = 0;
            var items = new ArrayList<KnownViolation>();
            for (var violation : ordered.get(query.order())) {
                if (query.wants(violation)) {
                    if (total >= query.page().offset()
                            && items.size() < query.page().limit()) {
                        items.add(violation);
                    }
                    total++;
                }
            }
            return new Found<>(total, items);
        });
    }

    /** Goes through all that are known; nothing changes meanwhile, so it has to be quick. */
    public void forEach(Consumer<KnownViolation> each) {
        reading(() -> {
            byId.values().forEach(each);
            return true;
        });
    }

    /** All open ones as they are now, the worst first. */
    public List<KnownViolation> open() {
        return reading(() -> ordered.get(Order.SEVERITY).stream()
                .filter(KnownViolation::isOpen)
                .toList());
    }

    /** How many are open, by what a function makes of them; cheap enough to be asked every few seconds. */
    public <K> Map<K, Long> countOpen(Function<KnownViolation, K> by) {
        return reading(() -> byId.values().stream()
                .filter(KnownViolation::isOpen)
                .collect(Collectors.groupingBy(by, Collectors.counting())));
    }

    private <T> T reading(Supplier<T> work) {
        lock.readLock().lock();
        try {
            return work.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    private boolean writing(BooleanSupplier work) {
        lock.writeLock().lock();
        try {
            return work.getAsBoolean();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
