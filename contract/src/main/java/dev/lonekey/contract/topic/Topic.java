package dev.lonekey.contract.topic;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A topic of the contract: what it holds and the settings that it must have. */
public enum Topic {
    /** One CloudTrail record a message, JSON as AWS wrote it, keyed by account id. */
    CLOUDTRAIL("cloudtrail", "CloudTrail records, as AWS wrote them", deleteAfter(Duration.ofDays(30))),

    /** Parts of snapshots of IAM, keyed by account id. */
    IAM_SNAPSHOTS("iam-snapshots", "parts of IAM snapshots", deleteAfter(Duration.ofDays(30))),

    /** Where each source goes on, keyed by source and account, in the account's partition; its newest value counts. */
    INGEST_CHECKPOINTS("ingest-checkpoints", "where ingest goes on", compacted()),

    /** Violation events in order of publication, keyed by account id. Never a null value. */
    VIOLATIONS("violations", "violation events", deleteAfter(Duration.ofDays(90))),

    /** The newest event of each violation, keyed by violation id. */
    VIOLATIONS_CURRENT("violations.current", "newest event of each violation", compacted()),

    /** The violation events as OCSF 1.8.0 Detection Findings, keyed by account id. Never a null value. */
    VIOLATIONS_OCSF("violations.ocsf", "violation events as OCSF findings", deleteAfter(Duration.ofDays(90))),

    /** The newest status of each account, keyed by account id. */
    ACCOUNTS_CURRENT("accounts.current", "newest status of each account", compacted()),

    /** Input that could not be used, as it came, with the reason in headers. */
    DEAD_LETTERS("dead-letters", "input that could not be used", deleteAfter(Duration.ofDays(30)));

    private final String suffix;
    private final String holds;

    @SuppressWarnings("ImmutableEnumChecker") // made by Map.copyOf
    private final Map<String, String> settings;

    Topic(String suffix, String holds, Map<String, String> settings) {
        this.suffix = suffix;
        this.holds = holds;
        this.settings = settings;
    }

    /** The name without the prefix, for example {@code violations.current}. */
    public String suffix() {
        return suffix;
    }

    /** What the topic holds, for people. */
    public String holds() {
        return holds;
    }

    /** The topic settings that the contract asks for, by their Kafka names. */
    public Map<String, String> settings() {
        return settings;
    }

    private static Map<String, String> deleteAfter(Duration retention) {
        var settings = stamped();
        settings.put("cleanup.policy", "delete");
        settings.put("retention.ms", Long.toString(retention.toMillis()));
        return Map.copyOf(settings);
    }

    private static Map<String, String> compacted() {
        var settings = stamped();
        var aDay = Long.toString(Duration.ofDays(1).toMillis());
        settings.put("cleanup.policy", "compact");
        settings.put("min.cleanable.dirty.ratio", "0.1");
        settings.put("segment.ms", aDay);
        settings.put("max.compaction.lag.ms", aDay);
        return Map.copyOf(settings);
    }

    /** The broker stamps records as it appends them, so that an old event time can never make one expire. */
    private static Map<String, String> stamped() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("message.timestamp.type", "LogAppendTime");
        return settings;
    }
}
