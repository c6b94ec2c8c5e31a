package dev.lonekey.detector.webhook;

import dev.lonekey.detector.config.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Lets a receiver tell that a post is ours, and new: an HMAC-SHA256 over the second in which it was sent, a dot and the body.
 * How to verify it is in docs/webhook.md.
 */
final class Signature {

    static final String HEADER = "X-Lonekey-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /** What the header says: {@code t=1790000000,v1=9f86…}. */
    static String of(WebhookSecret secret, Instant now, String body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            var signed = (now.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8);
            return "t=" + now.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(mac.doFinal(signed));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // every JDK has it
        }
    }
}
