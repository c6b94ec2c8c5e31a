package dev.lonekey.ingest.aws;

import dev.lonekey.ingest.config.AwsPartition;
import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.runtime.text.Harmless;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The clients of one instance. Thousands of accounts share them: what an account has of its own is only the credentials of
 * its role, which a call takes along. Making them asks nobody, and needs no credentials.
 *
 * <p>The SDK itself goes by {@code AWS_ENDPOINT_URL} and {@code AWS_ENDPOINT_URL_IAM} (STS, SQS, S3, ORGANIZATIONS,
 * CLOUDTRAIL), also as settings of a profile.
 */
public final class AwsClients implements AutoCloseable {

    private final ClientSetup setup;
    private final IamClient iam;
    private final CloudTrailClient cloudTrail;
    private final StsClient sts;
    private final SqsClient sqs;
    private final OrganizationsClient organizations;
    private final ArchiveClient archive;
    private final AwsCredentialsProvider base;
    private final Optional<MemberRoles> roles;

    private AwsClients(ClientSetup setup, IngestSettings settings) {
        var partition = settings.partitionOrUsual();
        this.setup = setup;
        this.base = setup.base();
        // The pseudo region aws-global leads to the same host, but with an endpoint of one's own AWS does not take its
        // signature. Retries of IAM and of CloudTrail belong to the account's lane, which holds no thread while it
        // waits.
        this.iam = setup.build(IamClient.builder(), partition.homeRegion(), CallLimits.ONCE);
        this.cloudTrail = setup.build(CloudTrailClient.builder(), partition.homeRegion(), CallLimits.ONCE);
        this.sts = setup.build(StsClient.builder(), settings.regionOrUsual(), CallLimits.THRICE);
        this.sqs = setup.build(SqsClient.builder(), QueueRegion.of(settings), CallLimits.LONG_POLLING);
        this.archive = new ArchiveClient(setup, sts, settings);
        this.organizations = setup.build(OrganizationsClient.builder(), organizationsIn(partition), CallLimits.THRICE);
        this.roles = settings.accounts().isOwnOnly() ? Optional.empty() : Optional.of(new MemberRoles(sts, settings));
    }

    /**
     * Clients with the credentials that the SDK finds in its default chain.
     *
     * @throws Failure if AWS's own files or variables cannot be used
     */
    public static AwsClients of(IngestSettings settings) {
        try {
            var chain = DefaultCredentialsProvider.builder().build();
            return new AwsClients(ClientSetup.of(Optional.empty(), chain), settings);
        } catch (IllegalArgumentException | SdkException unusable) {
            throw new Failure(
                    "the settings of AWS cannot be used (%s); correct ~/.aws/config, ~/.aws/credentials or the variables that begin with AWS_"
                            .formatted(Harmless.text(String.valueOf(unusable.getMessage()))),
                    unusable);
        }
    }

    /** Clients of whatever answers at the endpoint. */
    public static AwsClients at(URI endpoint, AwsCredentialsProvider base, IngestSettings settings) {
        return new AwsClients(ClientSetup.of(Optional.of(endpoint), base), settings);
    }

    /** Tries each call once. To be called {@link #as} an account. */
    public IamClient iam() {
        return iam;
    }

    /** Where the calls of IAM are recorded. Tries each call once. To be called {@link #as} an account. */
    public CloudTrailClient cloudTrail() {
        return cloudTrail;
    }

    public SqsClient sqs() {
        return sqs;
    }

    /** Reads archives, with the credentials or the role that is set for them. Tries each call three times. */
    public S3Client s3() {
        return archive.get();
    }

    public OrganizationsClient organizations() {
        return organizations;
    }

    /** What lets a call be made in the account, by its role or, where only the own account is watched, as we are. */
    public AwsRequestOverrideConfiguration as(String accountId) {
        return AwsRequestOverrideConfiguration.builder()
                .credentialsProvider(credentials(accountId))
                .build();
    }

    /** The credentials for an account. Its role is assumed when they are first used, and again well before they expire. */
    public AwsCredentialsProvider credentials(String accountId) {
        return roles.<AwsCredentialsProvider>map(each -> each.credentials(accountId))
                .orElse(base);
    }

    /** Drops the credentials of an account that is watched no more, or whose credentials AWS takes no more. */
    public void forget(String accountId) {
        roles.ifPresent(each -> each.forget(accountId));
    }

    /**
     * The account that the credentials belong to. Needs no permission, so it also shows whether there are credentials that
     * AWS takes.
     *
     * @throws AwsFailure if not
     */
    public String ownAccount() {
        try {
            return sts.getCallerIdentity().account();
        } catch (SdkException e) {
            throw new AwsFailure(AwsProblems.of(e, "AWS credentials", "sts:GetCallerIdentity"), e);
        }
    }

    @Override
    public void close() {
        roles.ifPresent(MemberRoles::close);
        archive.close();
        iam.close();
        cloudTrail.close();
        sqs.close();
        organizations.close();
        sts.close();
        setup.close();
    }

    private static String organizationsIn(AwsPartition partition) {
        return partition == AwsPartition.CHINA ? "cn-northwest-1" : partition.homeRegion();
    }
}
