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

    private static final int ACCOUNT_BYTES = 180;
    private static final int USER_BYTES = 300;
    private static final int KEY_BYTES = 40;
    private static final int STATUS_BYTES = 600;
    private static final int VIOLATION_BYTES = 2_700;

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
        store.put(of, bytes(event, ACCOUNT_BYTES));
        store.put(of + "user", bytes(event, USER_BYTES));
        if (count % 2 == 0) {
            store.put(of + "key" + count, bytes(event, KEY_BYTES));
        }
        context.forward(event.withValue(bytes(event, STATUS_BYTES)), Topic.ACCOUNTS_CURRENT.name());
        if (count % 5 == 0) {
            var violation = event.withValue(bytes(event, VIOLATION_BYTES));
            VIOLATION.forEach(form -> context.forward(violation, form.name()));
        }
    }

    /** The event over and over, which can be compressed about as well as what the detector writes. */
    private static byte[] bytes(Record<String, byte[]> event, int length) {
        var source = event.value();
        var bytes = new byte[length];
        for (var at = 0; at < length; at += source.length) {
            System.arraycopy(source, 0, bytes, at, Math.min(source.length, length - at));
        }
        return bytes;
    }
}
