package dev.lonekey.ingest.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lonekey.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The trail of one account: keeps its records, and forwards the events of those that do not get lost. */
final class Trail {

    private final String account;
    private final Clock clock;
    private final Queue<String> records = new ConcurrentLinkedQueue<>();
    private final StandInHistory history;
    private final ThreadLocal<Boolean> losing = ThreadLocal.withInitial(() -> false);
    private volatile String region = "us-east-1";
    private volatile Optional<StandInQueue> target = Optional.empty();

    Trail(String account, Clock clock) {
        this.account = account;
        this.clock = clock;
        this.history = new StandInHistory(clock);
    }

    StandInHistory history() {
        return history;
    }

    void region(String name) {
        region = name;
    }

    String partition() {
        return Request.partitionOf(region);
    }

    void forwardTo(StandInQueue queue) {
        target = Optional.of(queue);
    }

    void losing(Runnable changes) {
        losing.set(true);
        try {
            changes.run();
        } finally {
            losing.remove();
        }
    }

    List<String> records() {
        return List.copyOf(records);
    }

    void addOfRoot(String event, JsonNode parameters, JsonNode response) {
        add(cloudTrail().root(), event, parameters, response);
    }

    void add(ObjectNode by, String event, JsonNode parameters, JsonNode response) {
        var record = cloudTrail().record(clock.instant(), by, event, parameters, response);
        records.add(record.toString());
        history.recorded(record.toString());
        if (!losing.get()) {
            deliver(record);
        }
    }

    /** Adds to the history only, at any time. */
    String recall(Instant at, ObjectNode by, String event, JsonNode parameters) {
        var record = cloudTrail()
                .record(at, by, event, parameters, NullNode.instance)
                .toString();
        history.add(record);
        return record;
    }

    void deliver(String record) {
        try {
            deliver(Json.MAPPER.readValue(record, ObjectNode.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deliver(ObjectNode record) {
        target.ifPresent(queue -> queue.send(cloudTrail().envelope(record).toString()));
    }

    private CloudTrail cloudTrail() {
        return new CloudTrail(account, region);
    }
}
