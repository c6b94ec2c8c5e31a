package dev.lonekey.ingest.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.ingest.aws.AwsProblem.Kind;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What only a network or another machine would show. */
class CraftedProblemsTest {

    @Test
    void noCredentials_areToBeSet() {
        // When
        var problem =
                of(SdkClientException.create("Unable to load credentials from any of the providers in the chain"));
        // Then
        assertThat(problem.kind()).isEqualTo(Kind.NO_CREDENTIALS);
        assertThat(problem.message())
                .isEqualTo("account 111122223333: no AWS credentials were found; set AWS_PROFILE, or AWS_ACCESS_KEY_ID"
                        + " and AWS_SECRET_ACCESS_KEY, or run where a role is attached");
    }

    @Test
    void emptyProfile_isNamed() {
        // When
        var problem = of(SdkClientException.create("Unable to load credentials from any of the providers in the chain:"
                + " [Profile file contained no credentials for profile 'prod': …]"));
        // Then
        assertThat(problem.kind()).isEqualTo(Kind.NO_CREDENTIALS);
        assertThat(problem.message()).contains("in the profile prod; correct AWS_PROFILE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The SSO session associated with this profile has expired or is otherwise invalid.",
                "Unable to load SSO token",
                "Token is expired"
            })
    void signInThatExpired_isToBeRenewed(String said) {
        // When
        var problem = of(SdkClientException.create("Unable to load credentials from any of the providers: [" + said));
        // Then
        assertThat(problem.kind()).isEqualTo(Kind.EXPIRED_CREDENTIALS);
        assertThat(problem.message()).endsWith("run aws sso login");
    }

    @Test
    void mistypedRegion_isNamed() {
        // When
        var problem = of(unknownHost("sts.us-esat-1.amazonaws.com"));
        // Then
        assertThat(problem)
                .isEqualTo(new AwsProblem(
                        Kind.UNKNOWN_REGION,
                        "unknown region us-esat-1",
                        "account 111122223333: unknown region us-esat-1; there is no sts.us-esat-1.amazonaws.com,"
                                + " or no network or DNS; correct ingest.region"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sts.us-east-1.amazonaws.com", "iam.amazonaws.com", "aws.example.com"})
    void hostOfAKnownRegion_failsForTheNetwork(String host) {
        // When
        var problem = of(unknownHost(host));
        // Then
        assertThat(problem.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(problem.message()).contains("no address for " + host);
    }

    static Stream<Throwable> failuresOfTheNetwork() {
        return Stream.of(
                wrapped(new ConnectException("Connection refused")),
                wrapped(new SocketTimeoutException("Read timed out")),
                wrapped(new SSLHandshakeException("PKIX path building failed")),
                ApiCallTimeoutException.create(30_000));
    }

    @ParameterizedTest
    @MethodSource("failuresOfTheNetwork")
    void failureOfTheNetwork_passes(Throwable failure) {
        // When
        var problem = of(failure);
        // Then
        assertThat(problem.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(problem.isTransient()).isTrue();
    }

    @Test
    void interruption_isNoFaultOfTheNetwork() {
        // When
        var problem = of(AbortedException.create("Thread was interrupted", new InterruptedException()));
        // Then
        assertThat(problem.reason()).isEqualTo("interrupted");
    }

    @Test
    void futures_areUnwrapped() {
        // When
        var problem = of(new CompletionException(new ExecutionException(unknownHost("iam.amazonaws.com"))));
        // Then
        assertThat(problem.kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void problemThatIsKnown_staysAsItIs() {
        // Given
        var known = new AwsProblem(Kind.OTHER, "known", "known already");
        // When
        var problem = of(new CompletionException(new AwsFailure(known, null)));
        // Then
        assertThat(problem).isSameAs(known);
    }

    @Test
    void anythingElse_isNamedByItsType() {
        // When
        var problem = of(new IllegalStateException("secret"));
        // Then
        assertThat(problem.reason()).isEqualTo("IllegalStateException: iam:ListUsers");
        assertThat(problem.message()).doesNotContain("secret");
    }

    private static AwsProblem of(Throwable failure) {
        return AwsProblems.of(failure, "account 111122223333", "iam:ListUsers");
    }

    private static Throwable unknownHost(String host) {
        return wrapped(new UnknownHostException(host + ": Name or service not known"));
    }

    private static Throwable wrapped(Exception cause) {
        return SdkClientException.create("Unable to execute HTTP request", cause);
    }
}
