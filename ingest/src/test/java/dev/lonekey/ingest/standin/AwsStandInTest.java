package dev.lonekey.ingest.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.sts.StsClient;

class AwsStandInTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T10:00:00Z"), ZoneOffset.UTC);
    private static final String MEMBER = "444455556666";

    private final AwsStandIn aws = AwsStandIn.start(CLOCK);

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void listUsers_goesPageByPage() {
        // Given
        aws.account(aws.homeAccount()).usersAtOnce(250, "user-%03d"::formatted);
        try (var iam = iam(credentials(Sessions.BASE_KEY))) {
            // When
            var users = iam.listUsersPaginator(ListUsersRequest.builder().build());
            // Then
            assertThat(users.users()).hasSize(250);
            assertThat(aws.calls().count(aws.homeAccount(), "iam:ListUsers")).isEqualTo(3);
        }
    }

    @Test
    void assumedRole_seesTheOtherAccount() {
        // Given
        var user = aws.account(MEMBER).createUser("bob");
        try (var sts = StsClient.builder()
                        .endpointOverride(aws.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(credentials(Sessions.BASE_KEY))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
                var iam = iam(credentials(sts.assumeRole(role -> role.roleArn("arn:aws:iam::" + MEMBER + ":role/reader")
                                .roleSessionName("test"))
                        .credentials()
                        .accessKeyId()))) {
            // When
            var users = iam.listUsers().users();
            // Then
            assertThat(users).singleElement().satisfies(only -> assertThat(only.userId())
                    .isEqualTo(user));
        }
    }

    @Test
    void deniedCall_saysWhoMayNotDoWhat() {
        // Given
        aws.faults().deny("*", "iam:ListUsers");
        try (var iam = iam(credentials(Sessions.BASE_KEY))) {
            // When, Then
            assertThatExceptionOfType(IamException.class)
                    .isThrownBy(iam::listUsers)
                    .withMessageContaining("is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::")
                    .satisfies(e -> assertThat(e.statusCode()).isEqualTo(403));
        }
    }

    private IamClient iam(StaticCredentialsProvider credentials) {
        return IamClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static StaticCredentialsProvider credentials(String accessKeyId) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, Sessions.SECRET));
    }
}
