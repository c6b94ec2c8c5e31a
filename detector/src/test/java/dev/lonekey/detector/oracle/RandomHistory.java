package dev.lonekey.detector.oracle;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A random but true history of one or two accounts: what CloudTrail recorded, and the violations that must be found. Equal seeds give equal histories. */
public final class RandomHistory {
    private final String title;
    private final List<byte[]> records;
    private final List<String> story;
    private final Set<ExpectedViolation> truth;
    private final Set<ExpectedViolation> expected;
    private final Map<Nasty, Integer> nasty;

    private RandomHistory(String title, World world, boolean empty) {
        this.title = title;
        this.truth = world.truth();
        this.records = List.copyOf(world.trail());
        this.story = List.copyOf(world.story());
        this.nasty = new EnumMap<>(world.nasty());
        this.expected = empty ? truth : BruteForce.violations(records);
    }

    /** Every fourth history begins with users and keys that no record tells of, the others in empty accounts. */
    public static RandomHistory of(long seed) {
        return Math.floorMod(seed, 4) == 3 ? inhabited(seed) : empty(seed);
    }

    /** All is in the records, so what is expected is what truly was. */
    public static RandomHistory empty(long seed) {
        return play("history " + seed + " in empty accounts", new Dice(seed), true);
    }

    /** Users and keys are there before the first record, so what is expected is what the records tell, by brute force. */
    public static RandomHistory inhabited(long seed) {
        return play("history " + seed + " in inhabited accounts", new Dice(~seed), false);
    }

    private static RandomHistory play(String title, Dice dice, boolean empty) {
        List<Account> accounts = new ArrayList<>(List.of(account("111122223333", dice)));
        if (dice.chance(25)) {
            accounts.add(account(dice.pick(List.of("444455556666", "7777888899990")), dice));
        }
        if (!empty) {
            accounts.forEach(account -> settle(account, dice));
        }
        World world = new World(dice, accounts);
        world.pass(1);
        Plots plots = new Plots(world, dice);
        int length = dice.between(18, 52);
        while (world.trail().size() < length) {
            plots.next();
        }
        return new RandomHistory(title, world, empty);
    }

    private static Account account(String id, Dice dice) {
        Optional<String> alias = dice.pick(List.of(Optional.empty(), Optional.of("acme-prod"), Optional.of("bob")));
        String keyPrefix = dice.chance(90) ? "AKIA" : "KEYS";
        int keyLimit = dice.chance(75) ? 2 : dice.between(3, 4);
        return new Account(id, alias, keyPrefix, keyLimit, dice);
    }

    /** What was there before the first record; keys that are not active have been so for long. */
    private static void settle(Account account, Dice dice) {
        Caller nobody = Caller.role(dice);
        for (String name :
                dice.shuffled(List.of("alice", "bob", "jack", "root", "tmp")).subList(0, 3)) {
            account.execute(Request.createUser(name), nobody, 0);
            for (int keys = dice.between(0, 2); keys > 0; keys--) {
                account.execute(Request.createKey().of(name), nobody, 0).key().ifPresent(key -> {
                    if (dice.chance(25)) {
                        key.setActive(false, 0);
                    }
                });
            }
        }
        if (dice.chance(30)) {
            account.execute(Request.createKey(), Caller.root(account, dice), 0);
        }
    }

    /** In their true order. */
    public List<byte[]> records() {
        return records;
    }

    public Set<ExpectedViolation> expected() {
        return expected;
    }

    /** What truly was, of which the records of an account that was inhabited before tell only a part. */
    Set<ExpectedViolation> truth() {
        return truth;
    }

    Map<Nasty, Integer> nasty() {
        return nasty;
    }

    /** The story for people, for the message of a test that fails. */
    public String describe() {
        List<String> lines = new ArrayList<>(List.of(title));
        lines.addAll(story);
        lines.add("expected:");
        new HashSet<>(expected)
                .stream().map(ExpectedViolation::toString).sorted().forEach(lines::add);
        return String.join("\n", lines);
    }
}
