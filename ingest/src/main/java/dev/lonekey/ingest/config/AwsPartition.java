package dev.lonekey.ingest.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A part of AWS that shares nothing with the others: roles do not cross, so each has an ingest of its own.
 *
 * @see <a href="https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html">partitions</a>
 */
public enum AwsPartition {
    COMMERCIAL("aws", "us-east-1"),
    CHINA("aws-cn", "cn-north-1"),
    GOV_CLOUD("aws-us-gov", "us-gov-west-1");

    private final String id;
    private final String homeRegion;

    AwsPartition(String id, String homeRegion) {
        this.id = id;
        this.homeRegion = homeRegion;
    }

    /** As it stands in ARNs. */
    @JsonValue
    public String id() {
        return id;
    }

    /** The region in which CloudTrail records the calls of IAM. */
    public String homeRegion() {
        return homeRegion;
    }

    /** The one that a region is in. */
    public static AwsPartition ofRegion(String region) {
        if (region.startsWith("cn-")) {
            return CHINA;
        }
        return region.startsWith("us-gov-") ? GOV_CLOUD : COMMERCIAL;
    }

    /** A name without a value is not set. */
    @JsonCreator
    static AwsPartition of(String id) {
        if (id == null || id.isEmpty()) {
            return null;
        }
        return Arrays.stream(values())
                .filter(partition -> partition.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("it is one of "
                        + Arrays.stream(values()).map(AwsPartition::id).collect(Collectors.joining(", "))));
    }
}
