package dev.lonekey.ingest.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.ListAccessKeysRequest;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.ReportStateType;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;

class AwsStandInTest {

    private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");
    private static final String MEMBER = "444455556666";

    private final MovableClock clock = new MovableClock(START);
    private final AwsStandIn aws = AwsStandIn.start(clock);
    private final StandInAccount home = aws.account(aws.homeAccount());
    private final IamClient iam = Clients.of(aws).iam();

    @AfterEach
    void close() {
        iam.close();
        aws.close();
    }

    @Test
    void users_comePageByPage() {
        // Given
        home.usersAtOnce(250, "user-%03d"::formatted);
        // When
        var users = iam.listUsersPaginator().users();
        // Then
        assertThat(users).hasSize(250);
        assertThat(aws.calls().count(home.id(), "iam:ListUsers")).isEqualTo(3);
    }

    @Test
    void keys_areListedByNameInAnyCase_pageByPage() {
        // Given
        home.createUser("Bob");
        var first = home.createKey("Bob");
        var second = home.createKey("Bob", START.minusSeconds(60));
        home.setStatus("Bob", first, "Inactive");
        // When
        var keys = iam.listAccessKeysPaginator(
                ListAccessKeysRequest.builder().userName("bOB").maxItems(1).build());
        // Then
        assertThat(keys.accessKeyMetadata())
                .extracting(key ->
                        key.userName() + ' ' + key.accessKeyId() + ' ' + key.statusAsString() + ' ' + key.createDate())
                .containsExactly(
                        "Bob " + first + " Inactive 2026-11-01T10:00:00Z",
                        "Bob " + second + " Active 2026-11-01T09:59:00Z");
    }

    @Test
    void userWhoIsGone_isNoSuchEntity() {
        assertThatExceptionOfType(NoSuchEntityException.class)
                .isThrownBy(() -> iam.listAccessKeys(request -> request.userName("nobody")));
    }

    @Test
    void summary_saysWhetherRootHasKeys_exceptInGovCloud() {
        // Given
        home.createRootKey();
        home.rootCertificates(1);
        // When
        var summary = iam.getAccountSummary().summaryMap();
        home.summaryWithoutRoot();
        var without = iam.getAccountSummary().summaryMap();
        // Then
        assertThat(summary)
                .containsEntry(SummaryKeyType.ACCOUNT_ACCESS_KEYS_PRESENT, 1)
                .containsEntry(SummaryKeyType.ACCOUNT_SIGNING_CERTIFICATES_PRESENT, 1);
        assertThat(without).doesNotContainKey(SummaryKeyType.ACCOUNT_ACCESS_KEYS_PRESENT);
    }

    @Test
    void lastUse_isAbsentUntilTheKeyIsUsed() {
        // Given
        home.createUser("bob");
        var key = home.createKey("bob");
        // When
        var before = iam.getAccessKeyLastUsed(request -> request.accessKeyId(key));
        home.used(key, START);
        var after = iam.getAccessKeyLastUsed(request -> request.accessKeyId(key));
        // Then
        assertThat(before.userName()).isEqualTo("bob");
        assertThat(before.accessKeyLastUsed().lastUsedDate()).isNull();
        assertThat(before.accessKeyLastUsed().region()).isEqualTo("N/A");
        assertThat(after.accessKeyLastUsed().lastUsedDate()).isEqualTo(START);
    }

    @Test
    void changesOverHttp_yieldRecordsOfTheCaller() {
        // Given
        home.createUser("bob");
        var key = iam.createAccessKey(request -> request.userName("bob")).accessKey();
        // When
        iam.deleteAccessKey(request -> request.userName("bob").accessKeyId(key.accessKeyId()));
        // Then
        assertThat(home.records())
                .hasSize(3)
                .last(STRING)
                .contains(
                        "\"eventName\":\"DeleteAccessKey\"", key.accessKeyId(), "assumed-role/lonekey/lonekey-ingest");
    }

    @Test
    void thirdKey_exceedsTheQuota() {
        // Given
        home.createUser("bob");
        home.createKey("bob");
        home.createKey("bob");
        // When, Then
        assertThatExceptionOfType(LimitExceededException.class)
                .isThrownBy(() -> iam.createAccessKey(request -> request.userName("bob")));
    }

    @Test
    void laggingAccount_showsChangesLater() {
        // Given
        home.createUser("bob");
        home.showChangesAfter(Duration.ofSeconds(10));
        home.createUser("carol");
        // When
        var atOnce = iam.listUsers().users();
        clock.advance(Duration.ofSeconds(10));
        var later = iam.listUsers().users();
        // Then
        assertThat(atOnce).hasSize(1);
        assertThat(later).hasSize(2);
    }

    @Test
    void report_isOrderedMadeKeptAndExpires() {
        // Given
        home.createUser("bob");
        home.reportTakes(Duration.ofSeconds(30));
        assertCode(iam::getCredentialReport, 410, "ReportNotPresent");
        // When
        var started = iam.generateCredentialReport().state();
        var going = iam.generateCredentialReport().state();
        assertCode(iam::getCredentialReport, 404, "ReportInProgress");
        clock.advance(Duration.ofSeconds(30));
        var complete = iam.generateCredentialReport().state();
        var report = iam.getCredentialReport();
        home.createUser("carol");
        var same = iam.getCredentialReport();
        clock.advance(Duration.ofHours(5));
        // Then
        assertCode(iam::getCredentialReport, 410, "ReportExpired");
        assertThat(started).isEqualTo(ReportStateType.STARTED);
        assertThat(going).isEqualTo(ReportStateType.INPROGRESS);
        assertThat(complete).isEqualTo(ReportStateType.COMPLETE);
        assertThat(report.generatedTime()).isEqualTo(START);
        assertThat(same.content()).isEqualTo(report.content());
        assertThat(report.content().asUtf8String().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(22))
                .element(1)
                .asString()
                .startsWith("<root_account>,arn:aws:iam::111122223333:root,");
        assertThat(iam.generateCredentialReport().state()).isEqualTo(ReportStateType.STARTED);
    }

    @Test
    void assumedRole_seesItsAccount_inItsPartition() {
        // Given
        var user = aws.account(MEMBER).createUser("bob");
        try (var sts = Clients.of(aws).sts();
                var member = Clients.of(aws)
                        .with(sts.assumeRole(role -> role.roleArn("arn:aws-us-gov:iam::" + MEMBER + ":role/reader")
                                        .roleSessionName("test"))
                                .credentials()
                                .accessKeyId())
                        .in(Region.US_GOV_WEST_1)
                        .iam()) {
            // When
            var users = member.listUsers().users();
            // Then
            assertThat(users).singleElement().satisfies(only -> {
                assertThat(only.userId()).isEqualTo(user);
                assertThat(only.arn()).isEqualTo("arn:aws-us-gov:iam::444455556666:user/bob");
            });
        }
    }

    private static void assertCode(ThrowingCallable call, int status, String code) {
        assertThatExceptionOfType(AwsServiceException.class).isThrownBy(call).satisfies(e -> {
            assertThat(e.statusCode()).isEqualTo(status);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
        });
    }
}
