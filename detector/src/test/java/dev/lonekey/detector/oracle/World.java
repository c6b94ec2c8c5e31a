package dev.lonekey.detector.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
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
    private final List<Input> inputs = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private final Map<Nasty, Integer> nasty = new EnumMap<>(Nasty.class);
    private final Map<Account, Long> lastCall = new HashMap<>();
    private final Map<Account, Long> lastNameChange = new HashMap<>();
    private final Circumstances circumstances;
    private final Dice dice;
    private final RecordWriter writer;
    private final long start;
    private long now;
    private long namesToldAt;
    private int callsThisSecond;

    World(Dice dice, List<Account> inhabited, Circumstances circumstances) {
        this.dice = dice;
        this.circumstances = circumstances;
        writer = new RecordWriter(dice);
        start = Instant.parse("2026-01-15T08:00:00Z").getEpochSecond() + dice.between(0, 40_000);
        now = start;
        inhabited.forEach(account -> accounts.put(account, new NamesInSecond()));
        inhabited.forEach(account -> account.everyone().forEach(holder -> holder.endOfSecond(0)));
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
        boolean lost = !record(account, writer.answered(now, account, caller, request, answer));
        caller.longTermKey().ifPresent(key -> key.usedAt(now));
        tell(
                account,
                (lost ? "LOST: " : "") + request.action() + " " + new TreeMap<>(request.parameters()) + " by " + caller
                        + answer.error()
                                .map(error -> " failed: " + error)
                                .orElse(answer.key().map(key -> ": " + key.id()).orElse("")));
        if (answer.succeeded()) {
            accounts.get(account).note(request, answer);
            if (!lost) {
                noteWhoIsKnown(request, caller, answer);
            }
            if (changesNames(request)) {
                lastNameChange.put(account, now);
                saw(Nasty.LOST_NAME_CHANGE, lost);
            }
        } else {
            saw(Nasty.FAILED);
        }
        Tally.of(request, caller, answer).forEach(this::saw);
        return answer;
    }

    /** Denies a call, unless records of one second could not tell who made it. */
    void deny(Account account, Caller caller, String action) {
        if (!accounts.get(account).canSign(caller) || isBlurred(account)) {
            return;
        }
        record(account, writer.denied(now, account, caller, action));
        tell(account, action + " denied to " + caller);
        saw(Nasty.DENIED);
    }

    boolean canTellApart(Account account, Caller caller, Request request) {
        boolean blurred = isBlurred(account)
                || (circumstances.losesRecords() && changesNames(request) && lastCall.getOrDefault(account, 0L) == now);
        boolean hidden = circumstances.hasSnapshots()
                && !circumstances.losesRecords()
                && request.action().equals("UpdateAccessKey")
                && !request.asksActive()
                && account.key(request.keyId().orElseThrow())
                        .filter(TrueKey::activatedThisSecond)
                        .isPresent();
        boolean told = changesNames(request) && namesToldAt == now;
        return !blurred && !hidden && !told && accounts.get(account).canTellApart(request, caller);
    }

    /** Where records are lost, what remains of a second in which names change could mean anything. */
    private boolean isBlurred(Account account) {
        return circumstances.losesRecords() && lastNameChange.getOrDefault(account, 0L) == now;
    }

    private static boolean changesNames(Request request) {
        return !request.action().endsWith("AccessKey");
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

    private boolean record(Account account, byte[] call) {
        callsThisSecond++;
        lastCall.put(account, now);
        saw(Nasty.SAME_SECOND_CALLS, callsThisSecond == 2);
        if (circumstances.losesRecords() && dice.chance(circumstances.lossPercent())) {
            saw(Nasty.LOST);
            return false;
        }
        inputs.add(Input.cloudTrail(call));
        return true;
    }

    void arrive(Input part) {
        inputs.add(part);
    }

    /** Something is told by names alone that are borne in this second: they change hands in a later one. */
    void namesAreTold() {
        namesToldAt = now;
    }

    void tellSnapshot(Account account, String what) {
        tell(account, what);
    }

    /** When a call was last made on an account. */
    long lastCall(Account account) {
        return lastCall.getOrDefault(account, 0L);
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

    /** The rules that are truly broken now, with the active keys of users, but for root of accounts where summaries tell nothing. */
    Map<OpenRule, Set<String>> trulyOpen() {
        Map<OpenRule, Set<String>> open = new HashMap<>();
        accounts.keySet().forEach(account -> open.putAll(account.trulyOpen()));
        return open;
    }

    long now() {
        return now;
    }

    List<Account> accounts() {
        return List.copyOf(accounts.keySet());
    }

    List<Input> inputs() {
        return inputs;
    }

    Circumstances circumstances() {
        return circumstances;
    }

    List<String> story() {
        return story;
    }

    Map<Nasty, Integer> nasty() {
        return nasty;
    }
}
