package dev.lonekey.ingest.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** JSON of every shape from a seed: white space anywhere, forged containers inside, strings full of what misleads. */
final class RandomJson {

    private static final List<String> STRING_PARTS = List.of(
            "\\\"",
            "\\\\",
            "\\/",
            "\\u007b",
            "\\u005D",
            "\\n",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "|",
            "_",
            "^",
            "~",
            "é",
            "€",
            "😀",
            "\u00A2",
            "\u00DB",
            "\u017B",
            "Records",
            "CreateAccessKey",
            "eventName",
            "plain text of some length",
            " ");
    private static final List<String> KEYS = List.of("\"Records\"", "\"Events\"", "\"detail\"", "\"a\"", "\"\"");

    private final Random random;

    RandomJson(long seed) {
        this.random = new Random(seed);
    }

    /** A document of one of the layouts. */
    String document() {
        return switch (random.nextInt(4)) {
            case 0 -> array(this::object);
            case 1 ->
                "{" + blank() + junkFields() + key("Records") + blank() + ":" + blank() + array(this::object) + blank()
                        + "}";
            case 2 ->
                "{" + blank() + key("Events") + blank() + ":" + blank() + array(this::object) + "," + key("NextToken")
                        + ":" + string() + "}";
            default -> object();
        };
    }

    String blank() {
        return " \n\t\r".substring(0, random.nextInt(5)).repeat(random.nextInt(6) == 0 ? random.nextInt(9) : 0);
    }

    /** An object whose own fields hold no array of records. */
    private String object() {
        return "{" + blank() + fields(4, 5) + blank() + "}";
    }

    private String fields(int count, int depth) {
        var fields = new ArrayList<String>();
        for (int index = random.nextInt(count); index >= 0; index--) {
            fields.add("\"k" + index + "\"" + blank() + ":" + blank() + value(depth));
        }
        return String.join(blank() + ",", fields);
    }

    private String junkFields() {
        return random.nextBoolean() ? fields(2, 3) + "," : "";
    }

    private String value(int depth) {
        int choice = random.nextInt(depth > 0 ? 6 : 4);
        return switch (choice) {
            case 0 -> Integer.toString(random.nextInt());
            case 1 -> "null";
            case 2, 3 -> string();
            case 4 -> array(() -> value(depth - 1));
            default -> "{" + forgedKey() + blank() + ":" + array(() -> value(depth - 1)) + blank() + "}";
        };
    }

    private String forgedKey() {
        return random.nextInt(3) == 0 ? string() : KEYS.get(random.nextInt(KEYS.size()));
    }

    private String array(Supplier<String> element) {
        return random.ints(random.nextInt(5), 0, 1)
                .mapToObj(ignored -> blank() + element.get() + blank())
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String string() {
        return random.ints(random.nextInt(7), 0, STRING_PARTS.size())
                .mapToObj(STRING_PARTS::get)
                .collect(Collectors.joining("", "\"", "\""));
    }

    private static String key(String name) {
        return '"' + name + '"';
    }
}
