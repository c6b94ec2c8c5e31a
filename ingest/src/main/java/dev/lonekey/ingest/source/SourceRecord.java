package dev.lonekey.ingest.source;

/** One CloudTrail record of interest: the bytes as AWS wrote them, and the account that it belongs to. */
public final class SourceRecord {

    private final String account;
    private final byte[] json;

    public SourceRecord(String account, byte[] json) {
        this.account = account;
        this.json = json;
    }

    public String account() {
        return account;
    }

    /** The record's bytes; not copied, so not to be changed. */
    public byte[] json() {
        return json;
    }
}
