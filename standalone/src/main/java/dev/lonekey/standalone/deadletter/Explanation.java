package dev.lonekey.standalone.deadletter;

import dev.lonekey.contract.deadletter.RejectReason;

/**
 * A reason in words; {@code docs/metrics.md} has the same ones.
 *
 * @param meaning what is wrong with the input
 * @param mend what to do about it
 */
record Explanation(String meaning, String mend) {

    static final Explanation FOREIGN = new Explanation(
            "no header says why, or none that is known: not Lonekey's, or of a newer version",
            "something else writes to the topic of dead letters: find out who, and allow nobody but Lonekey to");

    private static final String SOMEBODY_ELSE = "something else writes to what it was read from: find out who. "
            + "Or the setting cloudtrail-topic names a topic that holds other things";

    static Explanation of(RejectReason reason) {
        return switch (reason) {
            case NOT_JSON -> new Explanation("no JSON in UTF-8, or not to its end", SOMEBODY_ELSE);
            case WRONG_SHAPE ->
                new Explanation(
                        "JSON, but no CloudTrail record or part of a snapshot as they should be", SOMEBODY_ELSE);
            case NO_ACCOUNT -> new Explanation("tells no account; CloudTrail always does", SOMEBODY_ELSE);
            case NO_TIME ->
                new Explanation("tells no time of this age in ISO-8601; CloudTrail always does", SOMEBODY_ELSE);
            case FUTURE_TIME ->
                new Explanation(
                        "tells a time more than an hour ahead",
                        "the clock of the machine that runs the detector is more than an hour late, or the record is made up");
            case WRONG_KEY ->
                new Explanation(
                        "the record's key is another than the account that it names",
                        "something else writes to the topic, and keys records otherwise than by account id; let it write to a topic of its own, and set cloudtrail-topic");
            case WRONG_PARTITION ->
                new Explanation(
                        "lies in another partition than the other records of its account",
                        "something else writes to the topic with another partitioner than Kafka's own, such as that of librdkafka (kcat, and clients in Python or Go): set its partitioner to murmur2_random");
            case NO_OWNER ->
                new Explanation(
                        "for 90 days nothing told whose key it is",
                        "snapshots of that account do not arrive: see to it");
            case TOO_LARGE ->
                new Explanation(
                        "more than a topic takes or can be kept",
                        "an account with more users or keys than can be kept, or a record larger than 1 MiB: the detail tells which");
            case UNREADABLE ->
                new Explanation(
                        "names a file that could not be read for about a day",
                        "replay the file once it can be read (lonekey replay)");
            case INTERNAL ->
                new Explanation(
                        "Lonekey failed over it; nothing of it was used",
                        "a mistake of Lonekey's: report it, with the log's line");
        };
    }
}
