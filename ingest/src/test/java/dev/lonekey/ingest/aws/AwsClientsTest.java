package dev.lonekey.ingest.aws;

import static dev.lonekey.ingest.aws.Aws.EXTERNAL_ID;
import static dev.lonekey.ingest.aws.Aws.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lonekey.ingest.config.ArchiveSettings;
import dev.lonekey.ingest.config.AwsPartition;
import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.runtime.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.services.cloudtrail.model.CloudTrailException;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.sts.model.StsException;

class AwsClientsTest {

    private AwsStandIn standIn;
    private AwsClients aws;

    @BeforeEach
    void start() {
        standIn = AwsStandIn.start(Clock.systemUTC());
        standIn.account(MEMBER);
        aws = Aws.clients(standIn);
    }

    @AfterEach
    void stop() {
        aws.close();
        standIn.close();
    }

    @Test
    void ownAccount_isThatOfTheCredentials() {
        // When
        var account = aws.ownAccount();
        // Then
        assertThat(account).isEqualTo(standIn.homeAccount());
    }

    @Test
    void member_isCalledByItsRole() {
        // When
        listUsers(MEMBER);
        // Then
        assertThat(standIn.calls().count(MEMBER, "iam:ListUsers")).isOne();
        assertThat(standIn.calls().count(standIn.homeAccount(), "iam:ListUsers"))
                .isZero();
    }

    @Test
    void ownAccountOnly_isCalledWithoutARole() {
        // Given
        try (var own = Aws.ownClients(standIn)) {
            // When
            own.iam().listUsers(request -> request.overrideConfiguration(own.as(standIn.homeAccount())));
        }
        // Then
        assertThat(standIn.calls().count("*", "sts:AssumeRole")).isZero();
        assertThat(standIn.calls().count(standIn.homeAccount(), "iam:ListUsers"))
                .isOne();
    }

    @Test
    void role_isAssumedOnceForManyCalls() {
        // When
        IntStream.range(0, 5).forEach(each -> listUsers(MEMBER));
        // Then
        assertThat(standIn.calls().count(MEMBER, "sts:AssumeRole")).isOne();
    }

    @Test
    void forgottenAccount_isAssumedAnew() {
        // Given
        listUsers(MEMBER);
        // When
        aws.forget(MEMBER);
        listUsers(MEMBER);
        // Then
        assertThat(standIn.calls().count(MEMBER, "sts:AssumeRole")).isEqualTo(2);
    }

    @Test
    void externalId_isToldToTheRole() {
        // Given
        standIn.faults().requireExternalId(MEMBER, EXTERNAL_ID);
        // Then
        assertThatCode(() -> listUsers(MEMBER)).doesNotThrowAnyException();
    }

    @Test
    void otherExternalId_isRefused() {
        // Given
        standIn.faults().requireExternalId(MEMBER, "another");
        // When
        var failure = catchThrowable(() -> listUsers(MEMBER));
        // Then
        assertThat(failure).isInstanceOf(StsException.class);
    }

    @Test
    void damagedSettingsOfAws_areToldInOneLine(@TempDir Path folder) throws IOException {
        // Given
        var damaged = Files.writeString(folder.resolve("config"), "[profile audit\nregion = us-east-1\n");
        System.setProperty(ProfileFileSystemSetting.AWS_CONFIG_FILE.property(), damaged.toString());
        // When
        var failure = catchThrowable(() -> AwsClients.of(IngestSettings.DEFAULT));
        System.clearProperty(ProfileFileSystemSetting.AWS_CONFIG_FILE.property());
        // Then
        assertThat(failure)
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("the settings of AWS cannot be used (Profile definition must end with ']'")
                .hasMessageContaining("correct ~/.aws/config");
    }

    @Test
    void throttledIam_isTriedOnceOnly() {
        // Given
        standIn.faults().throttle(MEMBER, "iam:ListUsers");
        // When
        var failure = catchThrowable(() -> listUsers(MEMBER));
        // Then
        assertThat(failure).isInstanceOf(IamException.class);
        assertThat(standIn.calls().count(MEMBER, "iam:ListUsers")).isOne();
    }

    @Test
    void throttledCloudTrail_isTriedOnceOnly() {
        // Given
        standIn.faults().throttle(MEMBER, "cloudtrail:LookupEvents");
        // When
        var failure = catchThrowable(
                () -> aws.cloudTrail().lookupEvents(request -> request.overrideConfiguration(aws.as(MEMBER))));
        // Then
        assertThat(failure).isInstanceOf(CloudTrailException.class);
        assertThat(standIn.calls().count(MEMBER, "cloudtrail:LookupEvents")).isOne();
    }

    @ParameterizedTest
    @CsvSource({"COMMERCIAL, us-east-1", "CHINA, cn-north-1", "GOV_CLOUD, us-gov-west-1"})
    void eventHistory_isThatOfTheRegionWhereIamIsAtHome(AwsPartition partition, String region) {
        // Given
        var account = standIn.account(standIn.homeAccount());
        account.region(region);
        account.createUser("alice");
        try (var own = Aws.ownClients(standIn, partition)) {
            // When
            var events = own.cloudTrail().lookupEvents().events();
            // Then
            assertThat(events).extracting(Event::cloudTrailEvent).isEqualTo(account.records());
        }
    }

    @Test
    void throttledSts_isTriedThrice() {
        // Given
        standIn.faults().throttle("*", "sts:GetCallerIdentity");
        // When
        var failure = catchThrowable(aws::ownAccount);
        // Then
        assertThat(failure).isInstanceOf(AwsFailure.class);
        assertThat(standIn.calls().count("*", "sts:GetCallerIdentity")).isEqualTo(3);
    }

    @Test
    void thousandAccounts_needNoThreadsOfTheirOwn() {
        // Given
        var before = Thread.activeCount();
        // When
        IntStream.range(0, 1000).forEach(each -> aws.credentials("%012d".formatted(each)));
        // Then
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(before + 1);
        assertThat(standIn.calls().count("*", "sts:AssumeRole")).isZero();
    }

    @Test
    void clientsWithoutCredentials_canBeMade() {
        assertThatCode(() -> AwsClients.of(IngestSettings.DEFAULT).close()).doesNotThrowAnyException();
    }

    private void listUsers(String account) {
        aws.iam().listUsers(request -> request.overrideConfiguration(aws.as(account)));
    }

    @Test
    void archive_isReadByTheCredentialsThemselves_orByARoleOfItsOwn() {
        // Given
        standIn.account("777788889999");
        standIn.bucket("example-trail");
        var none = ArchiveSettings.DEFAULT;
        var archive = new ArchiveSettings(
                none.bucket(),
                none.prefix(),
                none.organization(),
                none.every(),
                none.lookBack(),
                Optional.of("arn:aws:iam::777788889999:role/lonekey-archive"));
        // When
        try (var own = Aws.clients(standIn, Aws.members());
                var byRole = Aws.clients(standIn, Aws.members().withArchive(archive))) {
            own.s3().listObjectsV2(request -> request.bucket("example-trail"));
            byRole.s3().listObjectsV2(request -> request.bucket("example-trail"));
        }
        // Then
        assertThat(standIn.calls().count(standIn.homeAccount(), "s3:ListObjectsV2"))
                .isEqualTo(1);
        assertThat(standIn.calls().count("777788889999", "sts:AssumeRole")).isEqualTo(1);
        assertThat(standIn.calls().count("777788889999", "s3:ListObjectsV2")).isEqualTo(1);
    }

    @Test
    void endpointOfOnesOwn_hasNoHostForEachBucket() {
        assertThat(ArchiveClient.isEndpointSet(Map.of("AWS_ENDPOINT_URL_S3", "http://minio.example.com:9000")))
                .isTrue();
        assertThat(ArchiveClient.isEndpointSet(Map.of("AWS_REGION", "us-east-1")))
                .isFalse();
    }
}
