package dev.lonekey.standalone.deadletter;

import dev.lonekey.runtime.failure.Failure;
import java.util.regex.Pattern;

/** Where a record lies in its topic, written {@code PARTITION@OFFSET} as Kafka does in its logs. */
record Place(int partition, long offset) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})@(\\d{1,18})");

    /**
     * Reads what a user wrote.
     *
     * @throws Failure if it is no place
     */
    static Place parse(String written) {
        var place = WRITTEN.matcher(written);
        if (!place.matches()) {
            throw new Failure("--show " + written + " is no PARTITION@OFFSET such as 3@17; take one from the list");
        }
        return new Place(Integer.parseInt(place.group(1)), Long.parseLong(place.group(2)));
    }

    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
