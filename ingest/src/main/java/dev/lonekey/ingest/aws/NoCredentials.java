package dev.lonekey.ingest.aws;

import dev.lonekey.ingest.aws.AwsProblem.Kind;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The SDK's default chain found nothing. Its message strings together what each provider said; which of them was meant to
 * have credentials is only seen from the words it used.
 */
record NoCredentials(FailedCall call, String said) {

    static final String RENEW = "the credentials have expired; renew them (if they are of a sign-in, by aws sso login)";

    private static final Pattern EMPTY_PROFILE =
            Pattern.compile("contained no credentials for profile '(?!default')([A-Za-z0-9_.@+-]{1,64})'");
    private static final List<String> OF_SIGN_IN = List.of(
            "The SSO session associated with this profile has expired",
            "Unable to load SSO token",
            "Token is expired",
            "Service: SsoOidc",
            "Service: Sso,");

    static Optional<AwsProblem> of(FailedCall call, List<Throwable> causes) {
        var said = causes.stream()
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
        return new NoCredentials(call, said).problem();
    }

    private Optional<AwsProblem> problem() {
        if (OF_SIGN_IN.stream().anyMatch(said::contains)) {
            return Optional.of(signIn(call));
        }
        if (said.contains("perform sts:AssumeRoleWithWebIdentity")) {
            return Optional.of(call.problem(
                    Kind.NO_CREDENTIALS,
                    "AWS did not take the web identity",
                    "correct the trust policy of the role in AWS_ROLE_ARN"));
        }
        return said.contains("Unable to load credentials") ? Optional.of(none()) : Optional.empty();
    }

    static AwsProblem signIn(FailedCall call) {
        return call.problem(
                Kind.EXPIRED_CREDENTIALS, "the sign-in has expired, or there was none", "run aws sso login");
    }

    private AwsProblem none() {
        var profile = EMPTY_PROFILE.matcher(said);
        return profile.find()
                ? call.problem(
                        Kind.NO_CREDENTIALS,
                        "no AWS credentials were found in the profile " + profile.group(1),
                        "correct AWS_PROFILE, or the profile in ~/.aws/config")
                : call.problem(
                        Kind.NO_CREDENTIALS,
                        "no AWS credentials were found",
                        "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a role is attached");
    }
}
