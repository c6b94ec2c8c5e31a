package dev.lonekey.detector.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The simulated accounts, their common clock, and the trail that records every call. */
final class World {
    /** How long after a key ceased to be active calls signed by it may still complete. */
    static final long MARGIN_SECONDS = 30;

    private final Map<Account, NamesInSecond> accounts = new LinkedHashMap<>();
    private final List<byte[]> trail = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private final Map<Nasty, Integer> nasty = new EnumMap<>(Nasty.class);
    private final RecordWriter writer;
    private final long start;
    private long now;
    private int callsThisSecond;

    World(Dice dice, List<Account> inhabited) {
        writer = new RecordWriter(dice);
        start = Instant.parse("2026-01-15T08:00:00Z").getEpochSecond() + dice.between(0, 40_000);
        now = start;
        inhabited.forEach(account -> accounts.put(account, new NamesInSecond()));
        inhabited.forEach(account -> accounts.get(account).begin(account.users()));
    }

    /** Lets time go by; what holds now is what holds at the end of this second. */
    void pass(long seconds) {
        if (seconds > 0) {
            accounts.forEach((account, names) -> {
                account.everyone().forEach(holder -> holder.endOfSecond(now));
                names.begin(account.users());
            });
            now += seconds;
            callsThisSecond = 0;
        }
    }

    /** Makes a call; a second later than asked if records of one second could not tell what happened. */
    Answer call(Account account, Caller caller, Request request) {
        if (!canTellApart(account, caller, request)) {
            pass(1);
        }
        Answer answer = account.execute(request, caller, now);
        record(writer.answered(now, account, caller, request, answer));
        tell(
                account,
                request.action() + " " + new TreeMap<>(request.parameters()) + " by " + caller
                        + answer.error()
                                .map(error -> " failed: " + error)
                                .orElse(answer.key().map(key -> ": " + key.id()).orElse("")));
        if (answer.succeeded()) {
            accounts.get(account).note(request, answer);
            noteWhoIsKnown(request, caller, answer);
        } else {
            saw(Nasty.FAILED);
        }
        tally(request, caller, answer);
        return answer;
    }

    private void tally(Request request, Caller caller, Answer answer) {
        saw(
                Nasty.LIMIT_EXCEEDED,
                answer.error().filter("LimitExceededException"::equals).isPresent());
        saw(Nasty.ROOT_ACTS_ON_USER, caller.isRoot() && request.userName().isPresent());
        saw(Nasty.ROOT_KEY, answer.key().filter(key -> key.holder().isRoot()).isPresent());
        saw(
                Nasty.USER_CALLED_ROOT,
                answer.key().isPresent()
                        && request.userName().filter("root"::equals).isPresent());
        saw(
                Nasty.SAME_SECOND_FLIP,
                answer.key().filter(TrueKey::flippedThisSecond).isPresent());
        saw(
                Nasty.MORE_THAN_TWO_KEYS,
                answer.holder().filter(holder -> holder.activeKeys().size() > 2).isPresent());
    }

    /** Denies a call, unless records of one second could not tell who made it. */
    void deny(Account account, Caller caller, String action) {
        if (!accounts.get(account).canSign(caller)) {
            return;
        }
        record(writer.denied(now, account, caller, action));
        tell(account, action + " denied to " + caller);
        saw(Nasty.DENIED);
    }

    boolean canTellApart(Account account, Caller caller, Request request) {
        return accounts.get(account).canTellApart(request, caller);
    }

    private static void noteWhoIsKnown(Request request, Caller caller, Answer answer) {
        boolean named = request.userName().isPresent() || caller.type() != Caller.Type.ASSUMED_ROLE;
        boolean sameName = request.action().equals("UpdateUser")
                && request.newUserName()
                        .filter(name ->
                                !name.equalsIgnoreCase(request.userName().orElseThrow()))
                        .isEmpty();
        if (named && !sameName) {
            answer.holder().ifPresent(Holder::becomesKnown);
            answer.key().ifPresent(TrueKey::ownerIsNamed);
        }
    }

    private void record(byte[] call) {
        trail.add(call);
        callsThisSecond++;
        saw(Nasty.SAME_SECOND_CALLS, callsThisSecond == 2);
    }

    private void tell(Account account, String what) {
        story.add("+" + (now - start) + " s " + account.id() + " " + what);
    }

    void saw(Nasty kind) {
        nasty.merge(kind, 1, Integer::sum);
    }

    void saw(Nasty kind, boolean really) {
        if (really) {
            saw(kind);
        }
    }

    /** The violations that there truly were up to the end of the present second; ends the world. */
    Set<ExpectedViolation> truth() {
        pass(1);
        Set<ExpectedViolation> truth = new HashSet<>();
        accounts.keySet().forEach(account -> account.everyone()
                .forEach(holder -> truth.addAll(holder.violations(account.id()))));
        return truth;
    }

    long now() {
        return now;
    }

    List<Account> accounts() {
        return List.copyOf(accounts.keySet());
    }

    List<byte[]> trail() {
        return trail;
    }

    List<String> story() {
        return story;
    }

    Map<Nasty, Integer> nasty() {
        return nasty;
    }
}
