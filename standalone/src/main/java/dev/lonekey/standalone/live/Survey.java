package dev.lonekey.standalone.live;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.ingest.account.MemberAccount;
import dev.lonekey.ingest.aws.AwsClients;
import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.aws.IamAction;
import dev.lonekey.ingest.aws.Lanes;
import dev.lonekey.ingest.aws.Pace;
import dev.lonekey.ingest.snapshot.Snapshot;
import dev.lonekey.ingest.snapshot.SnapshotTaker;
import dev.lonekey.standalone.evidence.AccountEvidence;
import dev.lonekey.standalone.terminal.InWords;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes a full snapshot of each of some accounts, a few at a time. */
final class Survey implements AutoCloseable {

    /** As many as keep all the threads of the lanes busy. */
    private static final int AT_ONCE = 16;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Clock clock;
    private final Lanes lanes;
    private final AtomicInteger done = new AtomicInteger();
    private volatile int wanted;

    /** @param clients stay open when the survey is closed */
    Survey(AwsClients clients, Pace pace, Clock clock) {
        this.clock = clock;
        this.lanes = new Lanes(clients, pace, meters);
    }

    /** What is known of each account afterwards, also of those that could not be read. */
    List<AccountEvidence> of(Collection<MemberAccount> accounts) throws InterruptedException {
        wanted = accounts.size();
        var turns = new Semaphore(AT_ONCE);
        var asked = new ArrayList<CompletableFuture<AccountEvidence>>();
        for (var account : accounts) {
            turns.acquire();
            asked.add(ask(account).whenComplete((evidence, failure) -> turns.release()));
        }
        var told = new ArrayList<AccountEvidence>();
        for (var evidence : asked) {
            told.add(result(evidence));
        }
        return told;
    }

    private CompletableFuture<AccountEvidence> ask(MemberAccount account) {
        var parts = new ConcurrentLinkedQueue<SnapshotPart>();
        if (account.name().isPresent()) {
            parts.add(new SnapshotPart.Account(
                    account.id(), clock.instant(), account.state(), account.name(), account.email(), account.ou()));
        }
        var lane = lanes.open(account.id());
        return new SnapshotTaker(part -> kept(parts, part), clock).full(lane).handle((snapshot, failure) -> {
            lane.close();
            done.incrementAndGet();
            return evidence(new LiveEvidence(account.id(), List.copyOf(parts)), snapshot, failure);
        });
    }

    private static CompletableFuture<Void> kept(Collection<SnapshotPart> parts, SnapshotPart part) {
        parts.add(part);
        return CompletableFuture.completedFuture(null);
    }

    private static AccountEvidence evidence(LiveEvidence told, Snapshot snapshot, Throwable failure) {
        if (failure == null) {
            return told.taken(snapshot);
        }
        if (failure instanceof AwsFailure known) {
            return told.failed(known.problem());
        }
        throw new CompletionException(failure);
    }

    private static AccountEvidence result(CompletableFuture<AccountEvidence> evidence) throws InterruptedException {
        try {
            return evidence.get();
        } catch (ExecutionException unexpected) {
            throw new IllegalStateException(unexpected.getCause());
        }
    }

    /** How far it is, in words. */
    String progress() {
        var users = InWords.count(listings(), "user") + " listed";
        return wanted > 1
                ? "asking IAM: %s of %s done, %s"
                        .formatted(InWords.number(done.get()), InWords.count(wanted, "account"), users)
                : "asking IAM: " + users;
    }

    private long listings() {
        return meters
                .find("lonekey.ingest.aws.calls")
                .tags("action", IamAction.LIST_ACCESS_KEYS.permission(), "outcome", "ok")
                .counters()
                .stream()
                .mapToLong(counter -> Math.round(counter.count()))
                .sum();
    }

    @Override
    public void close() {
        lanes.close();
        meters.close();
    }
}
