package dev.lonekey.ingest.aws;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.Region;

/** The name of a host that has no address. */
record HostName(String text) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.-]{1,253}");
    private static final Pattern OF_AWS =
            Pattern.compile("(?:.*\\.)?[a-z-]+\\.([a-z0-9-]+)\\.(?:amazonaws\\.com|amazonaws\\.com\\.cn|api\\.aws)");

    /** Java's message is the name, with or without words behind it. */
    static Optional<HostName> in(String message) {
        var name = NAME.matcher(message == null ? "" : message);
        return name.lookingAt() ? Optional.of(new HostName(name.group())) : Optional.empty();
    }

    /** The region in the name, unless it is one that the SDK knows: then it is the network that fails, which may pass. */
    Optional<String> unknownRegion() {
        var ofAws = OF_AWS.matcher(text.toLowerCase(Locale.ROOT));
        return ofAws.matches() && !isKnown(ofAws.group(1)) ? Optional.of(ofAws.group(1)) : Optional.empty();
    }

    private static boolean isKnown(String region) {
        return Region.regions().stream().anyMatch(known -> known.id().equals(region));
    }

    @Override
    public String toString() {
        return text;
    }
}
