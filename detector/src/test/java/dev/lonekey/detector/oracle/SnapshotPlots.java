package dev.lonekey.detector.oracle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lonekey.detector.oracle.SnapshotWriter.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stories in which somebody looks at IAM; what was done while the snapshot was taken has been done already. */
final class SnapshotPlots {
    private static final long CACHED_FOR = 4 * 3_600;

    private record Report(long generatedAt, ArrayNode principals) {}

    private final World world;
    private final Dice dice;
    private final Circumstances circumstances;
    private final Map<Account, Report> cached = new HashMap<>();

    SnapshotPlots(World world, Dice dice, Circumstances circumstances) {
        this.world = world;
        this.dice = dice;
        this.circumstances = circumstances;
    }

    void next(Account account) {
        if (dice.chance(25)) {
            // Just so late that a part may be as of the second of the last call.
            long passed = world.now() - world.lastCall(account);
            world.pass(Math.max(0, World.MARGIN_SECONDS + dice.between(0, 5) - passed));
        }
        int choice = dice.between(0, 99);
        if (choice < circumstances.rootPercent()) {
            lookAtRoot(account);
        } else if (choice % 5 < 2) {
            complete(account, false);
        } else if (choice % 5 == 2) {
            breakOff(account);
        } else if (choice % 5 == 3) {
            listSome(account);
        } else {
            lookAtRoot(account);
        }
    }

    /** A snapshot of all users; the last one of a history is exact, long after the last change. */
    void complete(Account account, boolean last) {
        SnapshotWriter writer = writer(account);
        Camera camera = camera(account, last);
        List<Span> spans = spans(account, last ? 1 : dice.between(1, 3));
        Span whole = new Span(spans.get(0).asOf(), world.now());
        long listed =
                whole.asOf() + dice.between(0, Math.toIntExact(spans.get(0).until() - whole.asOf()));
        boolean withIds = last || dice.chance(80);
        List<List<ObjectNode>> users = new ArrayList<>();
        spans.forEach(span -> users.add(new ArrayList<>()));
        for (Holder holder : account.everyone()) {
            int part = dice.between(0, spans.size() - 1);
            if (!holder.isRoot() && holder.nameAt(listed).isPresent()) {
                camera.listing(holder, spans.get(part), withIds).ifPresent(users.get(part)::add);
            }
        }
        int missing = !last && dice.chance(8) ? dice.between(0, spans.size() - 1) : -1;
        world.saw(Nasty.PART_NEVER_ARRIVES, missing >= 0);
        for (int i = 0; i < spans.size(); i++) {
            Input part = writer.users(spans.get(i), users.get(i));
            if (i != missing) {
                world.arrive(part);
            }
        }
        if (last || dice.chance(70)) {
            summary(writer, account, spans.get(spans.size() - 1), last);
        }
        if (!last && dice.chance(25)) {
            report(writer, account, List.of());
        }
        Input end = writer.completed(whole, users.stream().mapToInt(List::size).sum());
        world.arrive(end);
        world.tellSnapshot(
                account,
                "completed snapshot " + whole + " in " + spans.size() + " parts of users"
                        + (missing < 0 ? "" : " without part " + (missing + 1)));
        world.saw(Nasty.COMPLETED);
        world.saw(Nasty.COMPLETED_IN_PARTS, spans.size() > 1);
        world.saw(Nasty.CALLS_DURING_SNAPSHOT, world.lastCall(account) > whole.asOf() + World.MARGIN_SECONDS);
    }

    /** One after the other up to now; all alike, now and then, since one call may serve several parts. */
    private List<Span> spans(Account account, int number) {
        boolean alike = dice.chance(40);
        List<Span> spans = new ArrayList<>();
        long until = world.now();
        for (int i = 0; i < number; i++) {
            Span span = span(account, until, dice.between(0, 25));
            spans.add(0, alike && i > 0 ? spans.get(0) : span);
            until = span.asOf() + World.MARGIN_SECONDS;
        }
        return spans;
    }

    private Span span(Account account, long until, int calling) {
        long latest = until - World.MARGIN_SECONDS;
        long lastCall = world.lastCall(account);
        boolean tie = lastCall <= latest && lastCall >= latest - 60 && dice.chance(60);
        world.saw(Nasty.AS_OF_SECOND_OF_A_CALL, tie);
        return new Span(tie ? lastCall : latest - calling, until);
    }

    /** Throttled or failed on the way: no end, and not all users. */
    private void breakOff(Account account) {
        SnapshotWriter writer = writer(account);
        Span span = span(account, world.now(), dice.between(0, 60));
        Camera camera = camera(account, false);
        List<ObjectNode> some = new ArrayList<>();
        account.everyone().stream()
                .filter(holder -> !holder.isRoot() && dice.chance(50))
                .forEach(user -> camera.listing(user, span, dice.chance(80)).ifPresent(some::add));
        boolean byReportAlone = dice.chance(35);
        if (!byReportAlone) {
            world.arrive(writer.users(span, some));
        }
        if (byReportAlone || dice.chance(40)) {
            report(
                    writer,
                    account,
                    account.users().stream().filter(user -> dice.chance(60)).toList());
        }
        if (dice.chance(60)) {
            world.arrive(writer.failed(span.asOf(), "Throttling: Rate exceeded"));
        }
        world.tellSnapshot(account, (byReportAlone ? "sweep by report " : "snapshot broken off ") + span);
        world.saw(Nasty.BROKEN_OFF);
    }

    private void listSome(Account account) {
        SnapshotWriter writer = writer(account);
        Span span = span(account, world.now(), dice.between(0, 3));
        List<Holder> users = account.users();
        if (users.isEmpty()) {
            return;
        }
        camera(account, false).listing(dice.pick(users), span, dice.chance(50)).ifPresent(user -> {
            world.arrive(writer.users(span, List.of(user)));
            world.tellSnapshot(account, "listing " + span + " of " + user.path("name"));
            world.saw(Nasty.LISTED_ALONE);
        });
    }

    private void lookAtRoot(Account account) {
        Holder root = account.root();
        if (dice.chance(25)) {
            root.setCertificate(!root.hasCertificateAt(world.now()), world.now());
            world.pass(dice.between(0, 60));
            world.saw(Nasty.CERTIFICATE_CHANGED);
        }
        SnapshotWriter writer = writer(account);
        if (dice.chance(60)) {
            summary(writer, account, span(account, world.now(), dice.between(0, 10)), false);
        } else {
            List<Holder> users = dice.chance(50) ? account.users() : List.of();
            report(writer, account, users);
        }
    }

    private void summary(SnapshotWriter writer, Account account, Span span, boolean last) {
        Camera camera = camera(account, last);
        boolean unknown = account.isGovCloud() || (!last && dice.chance(10));
        Optional<Boolean> keys = unknown ? Optional.empty() : Optional.of(camera.rootHasKeys(span));
        Optional<Boolean> certificates = unknown ? Optional.empty() : Optional.of(camera.rootHasCertificate(span));
        world.arrive(writer.root(span, keys, certificates));
        world.tellSnapshot(account, "summary " + span + " keys " + keys + " certificates " + certificates);
        world.saw(unknown ? Nasty.ROOT_UNKNOWN : Nasty.SUMMARY);
        world.saw(Nasty.ROOT_HAS_CERTIFICATE, certificates.orElse(false));
    }

    private void report(SnapshotWriter writer, Account account, List<Holder> users) {
        Report last = cached.get(account);
        boolean again = last != null && world.now() - last.generatedAt() < CACHED_FOR && dice.chance(60);
        if (!again) {
            long generated = world.now() - dice.between(0, 20);
            Span span = new Span(generated - World.MARGIN_SECONDS, generated);
            cached.put(account, new Report(generated, camera(account, false).report(span, users)));
        }
        Report report = cached.get(account);
        world.arrive(writer.report(report.generatedAt(), report.principals()));
        world.tellSnapshot(account, "report " + SnapshotWriter.time(report.generatedAt()) + " " + report.principals());
        world.saw(again ? Nasty.REPORT_FROM_CACHE : Nasty.REPORT);
        world.saw(Nasty.USER_REPORTED, report.principals().size() > 1);
    }

    private SnapshotWriter writer(Account account) {
        return new SnapshotWriter(dice.guid(), account.id());
    }

    private Camera camera(Account account, boolean exact) {
        return new Camera(world, dice, account, exact || !circumstances.losesRecords() ? 0 : 10);
    }
}
