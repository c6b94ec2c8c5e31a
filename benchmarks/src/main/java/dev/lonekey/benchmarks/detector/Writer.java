package dev.lonekey.benchmarks.detector;

import dev.lonekey.contract.topic.Topic;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Writes what the detector writes for {@link KeyEvents}, by number and bytes: for each event what is known of the account and of
 * the user, and the account's status; for every second a new key; for every fifth a violation in its three forms. Reads three
 * entries before, as the detector does.
 */
final class Writer implements Processor<String, byte[], String, byte[]> {

    static final String NAME = "writer";
    static final String STORE = "written";

    private static final List<Topic> VIOLATION =
            List.of(Topic.VIOLATIONS, Topic.VIOLATIONS_CURRENT, Topic.VIOLATIONS_OCSF);

    private final byte[] account = new byte[180];
    private final byte[] user = new byte[300];
    private final byte[] key = new byte[40];
    private final byte[] status = new byte[600];
    private final byte[] violation = new byte[2_700];
    private ProcessorContext<String, byte[]> context;
    private KeyValueStore<String, byte[]> store;
    private long count;

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        this.store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, byte[]> event) {
        count++;
        var of = event.key();
        for (var entry : List.of(of, of + "user", of + "key")) {
            store.get(entry);
        }
        store.put(of, account);
        store.put(of + "user", user);
        if (count % 2 == 0) {
            store.put(of + "key" + count, key);
        }
        context.forward(event.withValue(status), Topic.ACCOUNTS_CURRENT.name());
        if (count % 5 == 0) {
            VIOLATION.forEach(form -> context.forward(event.withValue(violation), form.name()));
        }
    }
}
