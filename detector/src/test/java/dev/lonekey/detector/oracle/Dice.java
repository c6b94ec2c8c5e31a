package dev.lonekey.detector.oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;

/** All chance in a history: equal seeds throw equal dice, on any machine. */
final class Dice {
    private static final String ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final Random random;

    Dice(long seed) {
        // Neighbouring seeds give java.util.Random alike first throws.
        random = new Random(new SplittableRandom(seed).nextLong());
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** A number from low to high, both included. */
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    <T> List<T> shuffled(Collection<T> things) {
        List<T> order = new ArrayList<>(things);
        Collections.shuffle(order, random);
        return order;
    }

    /** A made-up AWS identifier of 20 characters, such as AKIA… or AIDA…. */
    String awsId(String prefix) {
        StringBuilder id = new StringBuilder(prefix);
        while (id.length() < 20) {
            id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
        }
        return id.toString();
    }

    String guid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** The name as it is, or, now and then, in other case: IAM does not tell names apart by case. */
    String spelt(String name) {
        return switch (between(0, 11)) {
            case 0 -> name.toUpperCase(Locale.ROOT);
            case 1 -> name.toLowerCase(Locale.ROOT);
            default -> name;
        };
    }
}
