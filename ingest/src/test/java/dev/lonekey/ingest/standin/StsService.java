package dev.lonekey.ingest.standin;

import java.time.Duration;
import java.util.function.Predicate;

/** STS: any role of an account that is known may be assumed, unless a fault keeps it from that. */
final class StsService implements Service {

    private static final QueryProtocol PROTOCOL = new QueryProtocol("https://sts.amazonaws.com/doc/2011-06-15/");

    private final Predicate<String> known;
    private final Sessions sessions;
    private final Faults faults;

    StsService(Predicate<String> known, Sessions sessions, Faults faults) {
        this.known = known;
        this.sessions = sessions;
        this.faults = faults;
    }

    @Override
    public Answer answer(Request request) {
        return switch (request.action()) {
            case "GetCallerIdentity" -> callerIdentity(request);
            case "AssumeRole" -> assumeRole(request);
            default -> throw ServiceError.invalidAction(request.action());
        };
    }

    @Override
    public Answer answer(ServiceError error, String requestId) {
        return PROTOCOL.error(error, requestId);
    }

    @Override
    public ServiceError refuse(Refusal refusal, String message) {
        return QueryProtocol.refuse(refusal, message);
    }

    @Override
    public String resourceOf(Request request) {
        return request.text("RoleArn").orElse("*");
    }

    @Override
    public String subjectOf(Request request) {
        return request.text("RoleArn")
                .map(StsService::accountOf)
                .orElse(request.caller().account());
    }

    private static Answer callerIdentity(Request request) {
        var caller = request.caller();
        return PROTOCOL.result(request, xml -> xml.value("Arn", caller.arn(request.partition()))
                .value("UserId", caller.roleId())
                .value("Account", caller.account()));
    }

    private Answer assumeRole(Request request) {
        var role = request.required("RoleArn");
        var account = accountOf(role);
        if (!known.test(account) || !faults.mayAssume(account, request.text("ExternalId"))) {
            throw new ServiceError(
                    403,
                    "AccessDenied",
                    "User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
                            .formatted(request.caller().arn(request.partition()), role));
        }
        var life = Duration.ofSeconds(request.number("DurationSeconds", 3600));
        var session = sessions.open(
                account, role.substring(role.lastIndexOf('/') + 1), request.required("RoleSessionName"), life);
        var caller = session.caller();
        return PROTOCOL.result(
                request, xml -> xml.element("Credentials", () -> xml.value("AccessKeyId", caller.accessKeyId())
                                .value("SecretAccessKey", Sessions.SECRET)
                                .value("SessionToken", Sessions.TOKEN)
                                .value("Expiration", session.expires()))
                        .element("AssumedRoleUser", () -> xml.value("AssumedRoleId", caller.roleId())
                                .value("Arn", caller.arn(request.partition()))));
    }

    private static String accountOf(String roleArn) {
        var parts = roleArn.split(":", 6);
        if (parts.length < 6) {
            throw new ServiceError(400, "ValidationError", roleArn + " is invalid");
        }
        return parts[4];
    }
}
