package dev.lonekey.ingest.source;

import dev.lonekey.contract.topic.Topic;

/** One record for the detector: its bytes, the account that it belongs to, and the topic that it goes to. */
public final class SourceRecord {

    private final Topic topic;
    private final String account;
    private final byte[] json;

    /** A CloudTrail record, as AWS wrote it. */
    public SourceRecord(String account, byte[] json) {
        this(Topic.CLOUDTRAIL, account, json);
    }

    public SourceRecord(Topic topic, String account, byte[] json) {
        this.topic = topic;
        this.account = account;
        this.json = json;
    }

    public Topic topic() {
        return topic;
    }

    public String account() {
        return account;
    }

    /** The record's bytes; not copied, so not to be changed. */
    public byte[] json() {
        return json;
    }
}
