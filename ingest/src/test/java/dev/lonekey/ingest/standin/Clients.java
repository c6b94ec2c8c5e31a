package dev.lonekey.ingest.standin;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Clients of a stand-in that try every call once. */
record Clients(AwsStandIn aws, Region region, String accessKeyId) {

    static Clients of(AwsStandIn aws) {
        return new Clients(aws, Region.US_EAST_1, Sessions.BASE_KEY);
    }

    Clients in(Region other) {
        return new Clients(aws, other, accessKeyId);
    }

    Clients with(String otherKeyId) {
        return new Clients(aws, region, otherKeyId);
    }

    IamClient iam() {
        return build(IamClient.builder());
    }

    CloudTrailClient cloudTrail() {
        return build(CloudTrailClient.builder());
    }

    StsClient sts() {
        return build(StsClient.builder());
    }

    SqsClient sqs() {
        return build(SqsClient.builder());
    }

    OrganizationsClient organizations() {
        return build(OrganizationsClient.builder());
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C build(B builder) {
        return builder.endpointOverride(aws.endpoint())
                .region(region)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, Sessions.SECRET)))
                .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
