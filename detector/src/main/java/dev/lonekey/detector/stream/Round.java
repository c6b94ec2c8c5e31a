package dev.lonekey.detector.stream;

import dev.lonekey.contract.violation.Cause;
import dev.lonekey.detector.account.AccountFile;
import dev.lonekey.detector.fact.Subject;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.state.EntryKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Goes through all case files for ever, a slice at a time: what a horizon has passed is folded and forgotten even if nothing
 * more is ever told of it, and after a change of the configuration everything is judged anew.
 */
final class Round {

    /** So many entries are looked at in a slice: a few milliseconds, most need no more than their first bytes. */
    static final int SLICE = 1_000;

    /** So many of them are judged anew at most. */
    private static final int MAX_JUDGED = 200;

    private static final byte[] BEGIN = {};

    private final KeyValueStore<byte[], byte[]> histories;
    private final Agenda agenda;
    private final Policy policy;
    private final String fingerprint;
    private byte[] next = BEGIN;
    private boolean isWholeRound;
    private String account = "";
    private Optional<Instant> horizon = Optional.empty();

    Round(KeyValueStore<byte[], byte[]> histories, Agenda agenda, Policy policy) {
        this.histories = histories;
        this.agenda = agenda;
        this.policy = policy;
        this.fingerprint = policy.fingerprint();
    }

    /** Goes through one slice, and has those judged that need it. */
    void slice(BiConsumer<EntryKey, Cause> judge) {
        var isJudgedByThis = agenda.fingerprint().filter(fingerprint::equals).isPresent();
        if (!isJudgedByThis && next.length == 0) {
            // From here on nothing is judged under one configuration only, should another restart come in the middle.
            agenda.unsign();
        }
        isWholeRound |= next.length == 0;
        account = ""; // horizons move on from slice to slice
        var due = new ArrayList<EntryKey>();
        var looked = 0;
        var last = BEGIN;
        try (var entries = next.length == 0 ? histories.all() : histories.range(next, null)) {
            while (entries.hasNext() && looked < SLICE && due.size() < MAX_JUDGED) {
                var entry = entries.next();
                looked++;
                last = entry.key;
                var key = AccountEntries.place(entry.key);
                var headline = AccountEntries.headline(entry.value);
                if (headline.isPresent()
                        && (!isJudgedByThis
                                || isFoldable(key.account(), headline.get().foldable()))) {
                    due.add(key);
                }
            }
            next = entries.hasNext() ? after(last) : BEGIN;
        }
        due.forEach(key -> judge.accept(key, isJudgedByThis ? new Cause.Timer() : new Cause.Configuration()));
        if (next.length == 0) {
            if (isWholeRound && !isJudgedByThis) {
                agenda.sign(fingerprint);
            }
            isWholeRound = false;
        }
    }

    private boolean isFoldable(String of, Optional<Instant> foldable) {
        if (foldable.isEmpty() || policy.limits().horizon().isEmpty()) {
            return false;
        }
        if (!of.equals(account)) {
            account = of;
            horizon = new AccountEntries(of, histories, new HashMap<>())
                    .get(new Subject.OfAccount())
                    .map(AccountFile.class::cast)
                    .flatMap(AccountFile::newest)
                    .flatMap(newest -> policy.limits().horizon().map(newest::minus));
        }
        return horizon.filter(foldable.get()::isBefore).isPresent();
    }

    private static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }
}
