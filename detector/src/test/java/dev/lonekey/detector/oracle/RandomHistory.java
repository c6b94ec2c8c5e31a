package dev.lonekey.detector.oracle;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A random but true history of one or two accounts: what CloudTrail recorded, and the violations that must be found. Equal seeds give equal histories. */
public final class RandomHistory {
    private final String title;
    private final List<Input> inputs;
    private final Map<OpenRule, Set<String>> trulyOpen;
    private final Set<String> govCloud;
    private final boolean endsWithSnapshot;
    private final boolean isAllTold;
    private final List<String> story;
    private final Set<ExpectedViolation> truth;
    private final Set<ExpectedViolation> expected;
    private final Map<Nasty, Integer> nasty;

    private RandomHistory(String title, World world, boolean endsWithSnapshot, boolean isAllTold) {
        this.isAllTold = isAllTold;
        this.title = title;
        this.truth = world.truth();
        this.govCloud = world.accounts().stream()
                .filter(Account::isGovCloud)
                .map(Account::id)
                .collect(Collectors.toUnmodifiableSet());
        this.trulyOpen = world.trulyOpen();
        this.inputs = List.copyOf(world.inputs());
        this.story = List.copyOf(world.story());
        this.nasty = new EnumMap<>(world.nasty());
        this.endsWithSnapshot = endsWithSnapshot;
        this.expected = isAllTold && !world.circumstances().hasSnapshots() ? truth : BruteForce.violations(inputs);
    }

    /** A history of some kind: three of eight know CloudTrail alone. */
    public static RandomHistory of(long seed) {
        return of(HistoryKind.of(seed), seed);
    }

    /** Each seed gives a history of each kind. */
    public static RandomHistory of(HistoryKind kind, long seed) {
        return switch (kind) {
            case EMPTY -> empty(seed);
            case INHABITED -> inhabited(seed);
            case WITH_SNAPSHOTS -> withSnapshots(seed);
            case WITH_LOSSES -> withLosses(seed);
            case OF_ROOT -> ofRoot(seed);
        };
    }

    /** A history of CloudTrail alone, every fourth in inhabited accounts: for whoever does not read snapshots. */
    public static RandomHistory ofCloudTrail(long seed) {
        return Math.floorMod(seed, 4) == 3 ? inhabited(seed) : empty(seed);
    }

    /** CloudTrail alone: all is in the records, so what is expected is what truly was. */
    public static RandomHistory empty(long seed) {
        return play(seed, "in empty accounts", new Dice(seed), Circumstances.CLOUDTRAIL_ALONE, true);
    }

    /** CloudTrail alone: users and keys are there before the first record, so what is expected is what the records tell, by brute force. */
    public static RandomHistory inhabited(long seed) {
        return play(seed, "in inhabited accounts", new Dice(~seed), Circumstances.CLOUDTRAIL_ALONE, false);
    }

    /** CloudTrail, of which nothing is lost, and snapshots; every fourth history in inhabited accounts. */
    public static RandomHistory withSnapshots(long seed) {
        Dice dice = new Dice(seed ^ 0x5EED_0001L << 32);
        return play(seed, "with snapshots", dice, new Circumstances(0, 28, 6), !dice.chance(25));
    }

    /** CloudTrail, of which much is lost, and snapshots; almost every third history in inhabited accounts. */
    public static RandomHistory withLosses(long seed) {
        Dice dice = new Dice(seed ^ 0x5EED_0002L << 32);
        Circumstances circumstances = new Circumstances(dice.pick(List.of(10, 25, 45)), 33, 6);
        return play(seed, "with losses", dice, circumstances, !dice.chance(30));
    }

    /** Keys and certificates of root above all, with summaries and reports; a half with losses and in inhabited accounts. */
    public static RandomHistory ofRoot(long seed) {
        Dice dice = new Dice(seed ^ 0x5EED_0003L << 32);
        boolean allTold = dice.chance(50);
        return play(seed, "of root", dice, new Circumstances(allTold ? 0 : 20, 40, 60), allTold);
    }

    private static RandomHistory play(long seed, String title, Dice dice, Circumstances circumstances, boolean empty) {
        List<Account> accounts = Settlement.accounts(dice, !empty, circumstances.rootPercent());
        World world = new World(dice, accounts, circumstances);
        world.pass(1);
        Plots plots = new Plots(world, dice);
        int length = dice.between(18, 52);
        while (world.inputs().size() < length) {
            plots.next();
        }
        boolean endsWithSnapshot = circumstances.hasSnapshots() && dice.chance(60);
        if (endsWithSnapshot) {
            plots.end();
        }
        boolean isAllTold = empty && !circumstances.losesRecords();
        return new RandomHistory("history " + seed + " " + title, world, endsWithSnapshot, isAllTold);
    }

    /** In an order in which they may well arrive. */
    public List<Input> inputs() {
        return inputs;
    }

    /** The CloudTrail records among the inputs, in their true order. */
    public List<byte[]> records() {
        return inputs.stream()
                .filter(input -> input.kind() == Input.Kind.CLOUDTRAIL)
                .map(Input::json)
                .toList();
    }

    /** What the detector must find by the default configuration. */
    public Set<ExpectedViolation> expected() {
        return expected;
    }

    /** What truly was, of which the records of an account that was inhabited before tell only a part. */
    Set<ExpectedViolation> truth() {
        return truth;
    }

    /** Whether the records tell all, since accounts began empty and no record is lost. */
    boolean isAllTold() {
        return isAllTold;
    }

    /** Whether a completed snapshot of each account tells how things stand at the end. */
    boolean endsWithSnapshot() {
        return endsWithSnapshot;
    }

    /** What is truly open at the end, with the active keys of users, whatever inputs tell, but for root of accounts where summaries tell nothing. */
    Map<OpenRule, Set<String>> trulyOpen() {
        return trulyOpen;
    }

    /** The accounts where summaries tell nothing of root. */
    Set<String> govCloudAccounts() {
        return govCloud;
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
