package dev.lonekey.detector.view;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The newest status of each account. One thread writes, many read. */
public final class Accounts {

    private final ConcurrentNavigableMap<String, KnownAccount> byId = new ConcurrentSkipListMap<>();
    private final Violations violations;

    Accounts(Violations violations) {
        this.violations = violations;
    }

    /** An account with what is open in it. */
    public record Account(KnownAccount known, OpenViolations open) {}

    void put(KnownAccount account) {
        byId.put(account.id(), account);
    }

    boolean remove(String id) {
        return byId.remove(id) != null;
    }

    void clear() {
        byId.clear();
    }

    /** All of them, by id, as they are at the time of reading. */
    public Collection<KnownAccount> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    public Optional<Account> get(String id) {
        return Optional.ofNullable(byId.get(id))
                .map(known ->
                        new Account(known, OpenViolations.byAccount(violations).getOrDefault(id, OpenViolations.NONE)));
    }

    /** What a query asks for, those with most open violations first. */
    public Found<Account> find(AccountQuery query, Silence silence, Instant now) {
        var open = OpenViolations.byAccount(violations);
        var wanted = byId.values().stream()
                .filter(account -> query.wants(account, silence, now))
                .map(known -> new Account(known, open.getOrDefault(known.id(), OpenViolations.NONE)))
                .sorted(Comparator.comparing((Account account) -> account.open().count())
                        .reversed()) // stable: equal ones stay in the order of their ids
                .toList();
        var from = Math.min(query.page().offset(), wanted.size());
        var to = (int) Math.min((long) from + query.page().limit(), wanted.size());
        return new Found<>(wanted.size(), wanted.subList(from, to));
    }
}
