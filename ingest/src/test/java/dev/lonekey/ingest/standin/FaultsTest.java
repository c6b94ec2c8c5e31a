package dev.lonekey.ingest.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ServiceFailureException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

class FaultsTest {

    private static final AssumeRoleRequest ASSUME_MEMBER = AssumeRoleRequest.builder()
            .roleArn("arn:aws:iam::444455556666:role/reader")
            .roleSessionName("test")
            .build();
    private static final String MEMBER = "444455556666";

    private final AwsStandIn aws = AwsStandIn.start(Clock.systemUTC());
    private final IamClient iam = Clients.of(aws).iam();
    private final StsClient sts = Clients.of(aws).sts();
    private final SqsClient sqs = Clients.of(aws).sqs();

    @AfterEach
    void close() {
        sqs.close();
        sts.close();
        iam.close();
        aws.close();
    }

    @Test
    void throttledCalls_areThrottledUntilHealed() {
        // Given
        aws.faults().throttle(aws.homeAccount(), "*");
        // When
        var fromIam = refusal(iam::listUsers);
        var fromSqs = refusal(() -> sqs.getQueueUrl(request -> request.queueName("q")));
        aws.faults().heal(aws.homeAccount(), "*");
        // Then
        assertThat(fromIam.statusCode()).isEqualTo(400);
        assertThat(fromIam.awsErrorDetails().errorMessage()).isEqualTo("Rate exceeded");
        assertThat(RetryUtils.isThrottlingException(fromIam)).isTrue();
        assertThat(RetryUtils.isThrottlingException(fromSqs)).isTrue();
        assertThatNoException().isThrownBy(iam::listUsers);
    }

    @Test
    void deniedCall_saysWhoMayNotDoWhat() {
        // Given
        aws.faults().deny("*", "iam:ListUsers");
        // When
        var refusal = refusal(iam::listUsers);
        // Then
        assertThat(refusal.statusCode()).isEqualTo(403);
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
        assertThat(refusal.awsErrorDetails().errorMessage())
                .startsWith("User: arn:aws:sts::111122223333:assumed-role/lonekey/lonekey-ingest is not authorized to"
                        + " perform: iam:ListUsers on resource: arn:aws:iam::111122223333:user/");
    }

    @Test
    void cutCall_getsNoAnswer() {
        // Given
        aws.faults().cut("*", "iam:ListUsers");
        // When, Then
        assertThatExceptionOfType(SdkClientException.class).isThrownBy(iam::listUsers);
    }

    @Test
    void delayedCall_isAnsweredLater() {
        // Given
        aws.faults().delay("*", "iam:ListUsers", Duration.ofMillis(300));
        var before = System.nanoTime();
        // When
        iam.listUsers();
        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void failingCall_failsAsTold() {
        // Given
        aws.faults().failWith("*", "iam:*", 500, "ServiceFailure", "The request processing has failed");
        // When, Then
        assertThatExceptionOfType(ServiceFailureException.class).isThrownBy(iam::listUsers);
    }

    @Test
    void expiredTokens_areReplacedByNewOnes() {
        // Given
        aws.account(MEMBER);
        var old = sts.assumeRole(ASSUME_MEMBER).credentials().accessKeyId();
        aws.faults().expireTokens(MEMBER);
        var fresh = sts.assumeRole(ASSUME_MEMBER).credentials().accessKeyId();
        try (var before = Clients.of(aws).with(old).iam();
                var after = Clients.of(aws).with(fresh).iam()) {
            // When
            var refusal = refusal(before::listUsers);
            // Then
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("ExpiredToken");
            assertThatNoException().isThrownBy(after::listUsers);
        }
    }

    @Test
    void unknownKey_isInvalid() {
        try (var stranger = Clients.of(aws).with("AKIAEXAMPLESTRANGER0").iam()) {
            assertThat(refusal(stranger::listUsers).awsErrorDetails().errorCode())
                    .isEqualTo("InvalidClientTokenId");
        }
    }

    @Test
    void skewedClock_letsSignaturesExpire() {
        // Given
        aws.faults().skewedClock(true);
        // When
        var refusal = refusal(iam::listUsers);
        // Then
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch");
        assertThat(refusal.awsErrorDetails().errorMessage())
                .matches("Signature expired: \\w+ is now earlier than \\w+ \\(\\w+ - 15 min\\.\\)");
    }

    @Test
    void role_isAssumedWithTheExternalIdOnly() {
        // Given
        aws.account(MEMBER);
        aws.faults().requireExternalId(MEMBER, "secret");
        // When
        var refusal = refusal(() -> sts.assumeRole(ASSUME_MEMBER));
        // Then
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
        assertThatNoException().isThrownBy(() -> sts.assumeRole(ASSUME_MEMBER.copy(role -> role.externalId("secret"))));
    }

    @Test
    void roleOfUnassumableAccount_isDenied() {
        // Given
        aws.account(MEMBER);
        aws.faults().unassumable(MEMBER);
        // When, Then
        assertThat(refusal(() -> sts.assumeRole(ASSUME_MEMBER))
                        .awsErrorDetails()
                        .errorMessage())
                .endsWith(
                        "is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/reader");
    }

    private static AwsServiceException refusal(ThrowingCallable call) {
        return catchThrowableOfType(AwsServiceException.class, call);
    }
}
