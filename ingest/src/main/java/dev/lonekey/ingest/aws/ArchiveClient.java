package dev.lonekey.ingest.aws;

import dev.lonekey.ingest.config.IngestSettings;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * The client for archives, made when it is first asked for. It reads with the credentials themselves or with a role of its
 * own, never with those of the accounts: the bucket lies in one account, and holds the files of many.
 */
final class ArchiveClient implements AutoCloseable {

    private final ClientSetup setup;
    private final StsClient sts;
    private final IngestSettings settings;
    private Optional<S3Client> s3 = Optional.empty();
    private Optional<StsAssumeRoleCredentialsProvider> role = Optional.empty();

    ArchiveClient(ClientSetup setup, StsClient sts, IngestSettings settings) {
        this.setup = setup;
        this.sts = sts;
        this.settings = settings;
    }

    synchronized S3Client get() {
        if (s3.isEmpty()) {
            role = settings.archive().roleArn().map(this::assumed);
            var as = role.map(setup::as).orElse(setup);
            s3 = Optional.of(as.build(
                    S3Client.builder()
                            // The bucket may lie in any region.
                            .crossRegionAccessEnabled(true)
                            .forcePathStyle(setup.endpoint().isPresent() || isEndpointSet(System.getenv()))
                            // Gzip has its own, and S3's would need native code for some objects.
                            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED),
                    settings.regionOrUsual(),
                    CallLimits.THRICE));
        }
        return s3.get();
    }

    /** What answers at an endpoint of one's own seldom has a host name for each bucket. */
    static boolean isEndpointSet(Map<String, String> environment) {
        return Stream.of("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL").anyMatch(environment::containsKey);
    }

    private StsAssumeRoleCredentialsProvider assumed(String arn) {
        return MemberRoles.provider(sts, request -> request.roleArn(arn)
                .roleSessionName(settings.role().sessionNameOrUsual())
                .externalId(settings.role().externalId().orElse(null)));
    }

    @Override
    public synchronized void close() {
        s3.ifPresent(S3Client::close);
        role.ifPresent(StsAssumeRoleCredentialsProvider::close);
    }
}
