package dev.lonekey.ingest.aws;

import dev.lonekey.ingest.config.AwsPartition;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/** The region that {@code AWS_REGION} or the profile names, as the AWS CLI goes by it. */
public final class UsualRegion {

    private UsualRegion() {}

    /** The partition that it is in, if one is named. Asks nobody. */
    public static Optional<AwsPartition> partition() {
        var chain = new AwsRegionProviderChain(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider());
        try {
            return Optional.ofNullable(chain.getRegion()).map(Region::id).map(AwsPartition::ofRegion);
        } catch (SdkException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
