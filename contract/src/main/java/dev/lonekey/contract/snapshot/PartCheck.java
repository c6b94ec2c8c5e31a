package dev.lonekey.contract.snapshot;

import dev.lonekey.contract.cloudtrail.AccountId;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart.Account;
import dev.lonekey.contract.snapshot.SnapshotPart.Completed;
import dev.lonekey.contract.snapshot.SnapshotPart.Failed;
import dev.lonekey.contract.snapshot.SnapshotPart.Key;
import dev.lonekey.contract.snapshot.SnapshotPart.Numbered;
import dev.lonekey.contract.snapshot.SnapshotPart.Principal;
import dev.lonekey.contract.snapshot.SnapshotPart.Report;
import dev.lonekey.contract.snapshot.SnapshotPart.Root;
import dev.lonekey.contract.snapshot.SnapshotPart.User;
import dev.lonekey.contract.snapshot.SnapshotPart.Users;
import java.time.Instant;
import java.util.Optional;

/** Sees to it that a part says what it has to, since JSON lets every field be missing. */
final class PartCheck {

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

    /** More parts than any account needs: 5,000 users, 200 a part, and then some. */
    private static final int MAX_PARTS = 100_000;

    private PartCheck() {}

    static void check(SnapshotPart part) throws RejectedException {
        if (part.accountId() == null || !AccountId.isLegal(part.accountId())) {
            throw new RejectedException(RejectReason.NO_ACCOUNT, "accountId");
        }
        if (part instanceof Numbered numbered) {
            text(numbered.snapshotId(), "snapshotId");
            number(numbered.part(), 1, "part");
        }
        if (part instanceof Users users) {
            times(users.asOf(), users.until());
            for (var user : users.users()) {
                check(user);
            }
        } else if (part instanceof Root root) {
            times(root.asOf(), root.until());
        } else if (part instanceof Report report) {
            time(report.generatedAt(), "generatedAt");
            for (var principal : report.principals()) {
                check(principal);
            }
        } else if (part instanceof Completed completed) {
            text(completed.snapshotId(), "snapshotId");
            number(completed.parts(), 0, "parts");
            number(completed.users(), 0, "users");
            times(completed.asOf(), completed.until());
        } else if (part instanceof Failed failed) {
            text(failed.snapshotId(), "snapshotId");
            time(failed.asOf(), "asOf");
            require(failed.reason() != null, "reason");
        } else if (part instanceof Account account) {
            time(account.asOf(), "asOf");
            require(account.status() != null, "status");
        }
    }

    private static void check(User user) throws RejectedException {
        require(user != null, "users");
        text(user.name(), "users.name");
        for (var key : user.keys()) {
            check(key);
        }
    }

    private static void check(Key key) throws RejectedException {
        require(key != null, "users.keys");
        text(key.id(), "users.keys.id");
        text(key.status(), "users.keys.status");
        time(key.createdAt(), "users.keys.createdAt");
        time(key.lastUsedAt(), "users.keys.lastUsedAt");
    }

    private static void check(Principal principal) throws RejectedException {
        require(principal != null && (principal.root() || principal.arn().isPresent()), "principals.arn");
        number(principal.keysExisting(), 0, "principals.keysExisting");
        number(principal.keysActive(), 0, "principals.keysActive");
        require(principal.keysActive() <= principal.keysExisting(), "principals.keysActive");
        number(principal.certificatesActive(), 0, "principals.certificatesActive");
    }

    private static void times(Instant asOf, Instant until) throws RejectedException {
        time(asOf, "asOf");
        time(until, "until");
        require(!until.isBefore(asOf), "until");
    }

    private static void time(Instant time, String field) throws RejectedException {
        if (time == null || time.isBefore(Instant.EPOCH) || time.isAfter(END_OF_TIME)) {
            throw new RejectedException(RejectReason.NO_TIME, field);
        }
    }

    private static void time(Optional<Instant> time, String field) throws RejectedException {
        if (time.isPresent()) {
            time(time.get(), field);
        }
    }

    private static void number(int number, int least, String field) throws RejectedException {
        require(number >= least && number <= MAX_PARTS, field);
    }

    private static void text(String text, String field) throws RejectedException {
        require(text != null && !text.isEmpty() && text.length() <= 256, field);
    }

    private static void require(boolean holds, String field) throws RejectedException {
        if (!holds) {
            throw new RejectedException(RejectReason.WRONG_SHAPE, field);
        }
    }
}
