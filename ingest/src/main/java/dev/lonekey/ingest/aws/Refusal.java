package dev.lonekey.ingest.aws;

import dev.lonekey.ingest.aws.AwsProblem.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.sts.model.StsException;

/** AWS answered, but with an error. */
final class Refusal {

    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,79}");
    private static final Set<String> DENIED = Set.of(
            "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError", "KmsAccessDenied");
    private static final Set<String> MISSING = Set.of("NoSuchEntity", "ReportNotPresent", "ReportExpired", "NoSuchKey");

    private final FailedCall call;
    private final SdkServiceException answer;
    private final String code;
    private final AwsText text;

    Refusal(FailedCall given, SdkServiceException answer) {
        var details = Optional.of(answer)
                .filter(AwsServiceException.class::isInstance)
                .map(AwsServiceException.class::cast)
                .map(AwsServiceException::awsErrorDetails);
        // The role of an account is assumed within the first call that needs it.
        var assuming = answer instanceof StsException && !given.isOf("sts");
        this.call = assuming ? given.as("sts:AssumeRole") : given;
        this.answer = answer;
        this.code = details.map(AwsErrorDetails::errorCode)
                .filter(name -> CODE.matcher(name).matches())
                .orElse("HTTP " + answer.statusCode());
        this.text = new AwsText(details.map(AwsErrorDetails::errorMessage).orElse(""));
    }

    AwsProblem problem() {
        if (answer.isClockSkewException() || text.isAboutTime()) {
            return clock();
        }
        if (answer.isThrottlingException() || answer.statusCode() == 429) {
            return problem(Kind.THROTTLED, "AWS takes no more calls for now; this is tried again");
        }
        if (DENIED.contains(code) || code.startsWith("KMS.AccessDenied")) {
            return new Denial(call, code, text).problem();
        }
        if (MISSING.contains(code)) {
            return problem(Kind.NOT_FOUND, "it is not there, or no longer");
        }
        return named().orElseGet(this::other);
    }

    private Optional<AwsProblem> named() {
        return Optional.ofNullable(
                switch (code) {
                    case "ExpiredToken", "ExpiredTokenException" ->
                        problem(Kind.EXPIRED_CREDENTIALS, NoCredentials.RENEW);
                    case "UnauthorizedException" -> NoCredentials.signIn(call);
                    case "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId" ->
                        problem(
                                Kind.WRONG_CREDENTIALS,
                                "AWS does not know the access key: it was deleted, or belongs to another partition than"
                                        + " ingest.partition, or the account has not enabled the region");
                    case "SignatureDoesNotMatch", "InvalidSignatureException", "IncompleteSignature" ->
                        problem(
                                Kind.WRONG_CREDENTIALS,
                                "the secret access key does not fit the access key; set both anew");
                    case "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue" ->
                        problem(Kind.NOT_FOUND, "there is no such queue; correct ingest.queue.url");
                    case "NoSuchBucket" -> problem(Kind.NOT_FOUND, "there is no such bucket; correct its name");
                    case "InvalidObjectState" -> problem(Kind.OTHER, "it was moved to Glacier; restore it in S3 first");
                    case "KMS.DisabledException", "KMS.KMSInvalidStateException", "KMS.InvalidStateException" ->
                        problem(Kind.ACCESS_DENIED, "its KMS key is disabled or to be deleted; enable the key");
                    case "KMS.NotFoundException" ->
                        problem(Kind.ACCESS_DENIED, "its KMS key does not exist any more, or not in this region");
                    case "AWSOrganizationsNotInUseException" ->
                        problem(Kind.NOT_FOUND, "the account is in no organization; " + Denial.ASK_AS_MANAGEMENT);
                    case "RegionDisabledException" ->
                        problem(
                                Kind.UNKNOWN_REGION,
                                "STS is switched off there for this region; activate it, or set another ingest.region");
                    default -> null;
                });
    }

    private AwsProblem other() {
        return answer.statusCode() >= 500
                ? problem(Kind.SERVICE_FAULT, "this is AWS's own fault; it is tried again")
                : problem(Kind.OTHER, "AWS refused " + call.action() + " with status " + answer.statusCode());
    }

    private AwsProblem clock() {
        var difference = text.clockDifference().map(by -> " by " + by).orElse("");
        return problem(Kind.CLOCK_SKEW, "this machine's clock differs from AWS's" + difference + "; set it (NTP)");
    }

    private AwsProblem problem(Kind kind, String tellsMore) {
        return call.problem(kind, code + ": " + call.action(), tellsMore);
    }
}
