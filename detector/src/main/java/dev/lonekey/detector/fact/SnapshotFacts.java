package dev.lonekey.detector.fact;

import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.Numbered;
import dev.lonekey.contract.snapshot.SnapshotPart.Principal;
import dev.lonekey.contract.snapshot.SnapshotPart.Report;
import dev.lonekey.contract.snapshot.SnapshotPart.Root;
import dev.lonekey.contract.snapshot.SnapshotPart.User;
import dev.lonekey.contract.snapshot.SnapshotPart.Users;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads facts about users and their keys out of parts of snapshots. */
public final class SnapshotFacts {

    private static final String ACTIVE = "Active";
    private static final String INACTIVE = "Inactive";

    private SnapshotFacts() {}

    /**
     * Reads one part; of what is about the account as a whole there are no facts.
     *
     * @param margin how long IAM may take to show a change, to be taken off the time of a report
     * @param now processing time
     * @throws RejectedException if it names what IAM cannot name, or is from the future
     */
    public static Reading read(SnapshotPart part, Duration margin, Instant now) throws RejectedException {
        if (part.newest().isAfter(now.plus(CloudTrailFacts.MAX_AHEAD))) {
            throw new RejectedException(RejectReason.FUTURE_TIME, "the snapshot is more than an hour ahead");
        }
        var facts = new ArrayList<Fact>();
        var remarks = EnumSet.noneOf(Reading.Remark.class);
        if (part instanceof Users users) {
            var showing =
                    new Showing(Span.of(users.asOf(), users.until()), snapshotNumber(users.snapshotId()), users.part());
            for (var user : users.users()) {
                facts.add(listed(user, showing, remarks));
            }
        } else if (part instanceof Root root) {
            var count = Count.ofSummary(
                    Span.of(root.asOf(), root.until()), root.accessKeysPresent(), root.signingCertificatesPresent());
            if (count.tellsKeys() || count.certificates().isPresent()) {
                facts.add(new Fact.KeysCounted(Name.ROOT, count));
            }
        } else if (part instanceof Report report) {
            var span = Span.of(report.generatedAt().minus(margin), report.generatedAt());
            for (var principal : report.principals()) {
                facts.add(counted(principal, span));
            }
        }
        return new Reading(Reading.Kind.USED, facts, remarks);
    }

    /** The span that a part speaks of; of a report, before {@link #read} takes the margin off, the time that it was made. */
    public static Span span(Numbered part) {
        if (part instanceof Users users) {
            return Span.of(users.asOf(), users.until());
        }
        return part instanceof Root root ? Span.of(root.asOf(), root.until()) : Span.of(part.newest(), part.newest());
    }

    /** Stands for the id of a snapshot; no two ids that ever meet in an account have the same. */
    public static long snapshotNumber(String snapshotId) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(snapshotId.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong() & Long.MAX_VALUE;
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    private static Fact listed(User user, Showing showing, Set<Reading.Remark> remarks) throws RejectedException {
        var keys = new ArrayList<Listing.ListedKey>();
        var uses = new ArrayList<Fact.ShownUse>();
        for (var key : user.keys()) {
            if (!CloudTrailFacts.isLegalId(key.id())) {
                throw new RejectedException(RejectReason.WRONG_SHAPE, "users.keys.id is no key id");
            }
            if (!key.status().equals(ACTIVE) && !key.status().equals(INACTIVE)) {
                remarks.add(Reading.Remark.UNKNOWN_KEY_STATUS);
            }
            keys.add(new Listing.ListedKey(
                    key.id(), key.status().equals(ACTIVE), key.createdAt().map(SnapshotFacts::wholeSeconds)));
            key.lastUsedAt().ifPresent(at -> uses.add(new Fact.ShownUse(key.id(), wholeSeconds(at))));
        }
        var listing = new Listing(
                name(Optional.of(user.name()), "users.name"),
                user.id().filter(CloudTrailFacts::isLegalId),
                user.arn().map(SnapshotFacts::path).orElse(""),
                keys);
        return new Fact.UserListed(listing, showing, List.copyOf(uses));
    }

    private static Fact counted(Principal principal, Span span) throws RejectedException {
        var name = principal.root()
                ? Name.ROOT
                : name(principal.arn().map(arn -> arn.substring(arn.lastIndexOf('/') + 1)), "principals.arn");
        return new Fact.KeysCounted(
                name,
                Count.ofReport(span, principal.keysExisting(), principal.keysActive(), principal.certificatesActive()));
    }

    private static Name name(Optional<String> name, String field) throws RejectedException {
        return name.flatMap(Name::of)
                .orElseThrow(() -> new RejectedException(RejectReason.WRONG_SHAPE, field + " is no user name"));
    }

    /** Of {@code arn:aws:iam::111122223333:user/ops/alice} it is {@code /ops/}. */
    private static String path(String arn) {
        var begin = arn.indexOf('/');
        return begin < 0 || arn.length() > 1_024 ? "" : arn.substring(begin, arn.lastIndexOf('/') + 1);
    }

    private static Instant wholeSeconds(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond());
    }
}
