package dev.lonekey.ingest.aws;

import static dev.lonekey.ingest.aws.Aws.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lonekey.ingest.aws.AwsProblem.Kind;
import dev.lonekey.ingest.standin.AwsStandIn;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What AWS answers, as it comes over HTTP. */
class AwsProblemsTest {

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
    void deniedAction_isNamedWithItsMend() {
        // Given
        standIn.faults().deny(MEMBER, "iam:ListUsers");
        // When
        var problem = listingUsers();
        // Then
        assertThat(problem)
                .isEqualTo(new AwsProblem(
                        Kind.ACCESS_DENIED,
                        "AccessDenied: iam:ListUsers",
                        "account 444455556666: AccessDenied: iam:ListUsers;"
                                + " allow it in the policy of the role or user that asks (see deploy/aws)"));
    }

    @Test
    void serviceControlPolicy_isNamedWhereItDenies() {
        // Given
        fail(
                403,
                "AccessDenied",
                "User: x is not authorized to perform: iam:ListUsers on resource: y"
                        + " with an explicit deny in a service control policy");
        // When
        var problem = listingUsers();
        // Then
        assertThat(problem.message()).contains("an explicit deny in a service control policy forbids it");
    }

    @Test
    void textOfAws_isNotEchoed() {
        // Given
        fail(403, "AccessDenied", "User: evil is not authorized to perform: rm -rf on resource: evil");
        // When
        var problem = listingUsers();
        // Then
        assertThat(problem.reason()).isEqualTo("AccessDenied: iam:ListUsers");
        assertThat(problem.message()).doesNotContain("evil", "rm -rf");
    }

    @Test
    void codeThatIsNone_isNotEchoed() {
        // Given
        fail(400, "<b>", "anything");
        // When
        var problem = listingUsers();
        // Then
        assertThat(problem.kind()).isEqualTo(Kind.OTHER);
        assertThat(problem.reason()).isEqualTo("HTTP 400: iam:ListUsers");
    }

    @Test
    void roleThatCannotBeAssumed_isNamed() {
        // Given
        standIn.faults().unassumable(MEMBER);
        // When
        var problem = listingUsers();
        // Then
        assertThat(problem.kind()).isEqualTo(Kind.ROLE_NOT_ASSUMABLE);
        assertThat(problem.reason()).isEqualTo("AccessDenied: sts:AssumeRole");
        assertThat(problem.message())
                .startsWith("account 444455556666: AccessDenied: sts:AssumeRole;"
                        + " the role arn:aws:iam::444455556666:role/lonekey-member is missing or does not trust us")
                .contains("deploy/aws", "external-id");
    }

    @Test
    void throttling_passes() {
        // Given
        standIn.faults().throttle(MEMBER, "iam:ListUsers");
        // When
        var problem = listingUsers();
        // Then
        assertThat(problem.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(problem.isTransient()).isTrue();
    }

    @Test
    void expiredToken_isToBeRenewed() {
        // Given
        aws.iam().listUsers(request -> request.overrideConfiguration(aws.as(MEMBER)));
        standIn.faults().expireTokens(MEMBER);
        // When
        var problem = listingUsers();
        // Then
        assertThat(problem.kind()).isEqualTo(Kind.EXPIRED_CREDENTIALS);
    }

    @Test
    void skewedClock_isToldWithItsDifference() {
        // Given
        standIn.faults().skewedClock(true);
        // When
        var problem = listingUsers();
        // Then
        assertThat(problem.kind()).isEqualTo(Kind.CLOCK_SKEW);
        assertThat(problem.message()).contains("this machine's clock differs from AWS's by 30 min; set it (NTP)");
    }

    @Test
    void unknownAccessKey_isToldAsSuch() {
        // Given
        fail(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
        // When
        var problem = listingUsers();
        // Then
        assertThat(problem.kind()).isEqualTo(Kind.WRONG_CREDENTIALS);
        assertThat(problem.message()).contains("AWS does not know the access key");
    }

    @Test
    void missingUser_isNotFound() {
        // When
        var failure = catchThrowable(() ->
                aws.iam().listAccessKeys(request -> request.userName("nobody").overrideConfiguration(aws.as(MEMBER))));
        // Then
        assertThat(AwsProblems.of(failure, "account " + MEMBER, "iam:ListAccessKeys"))
                .extracting(AwsProblem::kind, AwsProblem::reason)
                .containsExactly(Kind.NOT_FOUND, "NoSuchEntity: iam:ListAccessKeys");
    }

    @Test
    void missingQueue_isNamed() {
        // Given
        var url = standIn.endpoint() + "/111122223333/missing";
        // When
        var failure = catchThrowable(() -> aws.sqs().receiveMessage(request -> request.queueUrl(url)));
        // Then
        var problem = AwsProblems.of(failure, "the queue " + url, "sqs:ReceiveMessage");
        assertThat(problem.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(problem.message()).startsWith("the queue " + url).endsWith("correct ingest.queue.url");
    }

    @Test
    void deniedOrganization_isToBeAskedFromElsewhere() {
        // Given
        standIn.faults().deny("*", "organizations:*");
        // When
        var failure = catchThrowable(() -> aws.organizations().listAccounts());
        // Then
        var problem = AwsProblems.of(failure, "the organization", "organizations:ListAccounts");
        assertThat(problem.kind()).isEqualTo(Kind.ACCESS_DENIED);
        assertThat(problem.message()).contains("management account", "delegated administrator");
    }

    @Test
    void noOrganization_isToldAsSuch() {
        // Given
        standIn.organization().inUse(false);
        // When
        var failure = catchThrowable(() -> aws.organizations().listAccounts());
        // Then
        assertThat(AwsProblems.of(failure, "the organization", "organizations:ListAccounts")
                        .message())
                .contains("the account is in no organization");
    }

    @Test
    void faultOfAws_passes() {
        // Given
        fail(503, "ServiceUnavailable", "later");
        // When
        var problem = listingUsers();
        // Then
        assertThat(problem.kind()).isEqualTo(Kind.SERVICE_FAULT);
        assertThat(problem.reason()).isEqualTo("ServiceUnavailable: iam:ListUsers");
    }

    @Test
    void brokenConnection_passes() {
        // Given
        standIn.faults().cut(MEMBER, "iam:ListUsers");
        // When
        var problem = listingUsers();
        // Then
        assertThat(problem.kind()).isEqualTo(Kind.UNREACHABLE);
    }

    private void fail(int status, String code, String message) {
        standIn.faults().failWith(MEMBER, "iam:ListUsers", status, code, message);
    }

    private AwsProblem listingUsers() {
        var failure =
                catchThrowable(() -> aws.iam().listUsers(request -> request.overrideConfiguration(aws.as(MEMBER))));
        return AwsProblems.of(failure, "account " + MEMBER, "iam:ListUsers");
    }
}
