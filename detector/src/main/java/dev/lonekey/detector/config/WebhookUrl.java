package dev.lonekey.detector.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a webhook posts to. The path of such an address is often all the password that there is, so that only the host is ever
 * shown.
 *
 * @param address with http or https, and a host
 */
public record WebhookUrl(URI address) {

    private static final String MEND = "it is a URL as in https://hooks.example.com/path";

    public WebhookUrl {
        if (!"https".equalsIgnoreCase(address.getScheme()) && !"http".equalsIgnoreCase(address.getScheme())) {
            throw new IllegalArgumentException(MEND);
        }
        if (address.getHost() == null) {
            throw new IllegalArgumentException(MEND);
        }
        if (address.getRawUserInfo() != null) {
            throw new IllegalArgumentException("it holds a user or password, which would not be sent; leave them out");
        }
    }

    /** What is in the text is in no message: it may be secret. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static WebhookUrl of(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return new WebhookUrl(new URI(text.strip()));
        } catch (URISyntaxException noUrl) {
            throw new IllegalArgumentException(MEND);
        }
    }

    /** The host, and nothing that may be secret. */
    @Override
    public String toString() {
        return address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort())
                + "/…";
    }
}
