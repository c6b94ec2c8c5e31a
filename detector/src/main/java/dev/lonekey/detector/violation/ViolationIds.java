package dev.lonekey.detector.violation;

import dev.lonekey.detector.rule.Breach;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes the ids of violations: from what stays the same, so that the same input in the same order gives the same ids. */
final class ViolationIds {

    private static final int HEX_DIGITS = 32;

    private final String account;
    private final Set<String> taken;

    ViolationIds(String account, List<PublishedViolation> published) {
        this.account = account;
        this.taken = published.stream().map(PublishedViolation::id).collect(Collectors.toSet());
    }

    /** The id of a new violation; a taken one gets {@code -2}, {@code -3}… */
    String next(Breach breach) {
        var principal =
                breach.life().isRoot() ? "root" : "user/" + breach.life().name().folded();
        var id = hash(String.join(
                "\n", breach.rule().id(), account, principal, breach.openedAt().toString()));
        var free = IntStream.iterate(1, count -> count + 1)
                .mapToObj(count -> count == 1 ? id : id + "-" + count)
                .filter(taken::add)
                .findFirst();
        return free.orElseThrow();
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HEX_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
