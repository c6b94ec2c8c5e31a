package dev.lonekey.ingest.standin;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Counts calls and lets the faults happen to them that were asked for. */
final class Gate {

    private static final DateTimeFormatter SIGNED_AT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Duration SKEW = Duration.ofMinutes(30);
    private static final Duration TOLERANCE = Duration.ofMinutes(15);

    private final Calls calls;
    private final Faults faults;
    private final Sessions sessions;

    Gate(Calls calls, Faults faults, Sessions sessions) {
        this.calls = calls;
        this.faults = faults;
        this.sessions = sessions;
    }

    /**
     * Whether the call may be carried out; if not, the connection is to be cut.
     *
     * @throws ServiceError if the call is refused
     */
    boolean isOpenTo(Service service, Request request) throws InterruptedException {
        var account = service.subjectOf(request);
        var action = request.qualifiedAction();
        calls.add(account, action);
        Thread.sleep(faults.delayOf(account, action).toMillis());
        if (faults.skewed()) {
            throw service.refuse(Refusal.SKEWED_CLOCK, signatureExpired(Instant.now()));
        }
        if (sessions.hasExpired(request.caller())) {
            throw service.refuse(Refusal.EXPIRED_TOKEN, "The security token included in the request is expired");
        }
        var fault = faults.of(account, action);
        if (fault.isEmpty()) {
            return true;
        }
        if (fault.get() instanceof Faults.Failed failed) {
            throw new ServiceError(failed.status(), failed.code(), failed.message());
        }
        if (fault.get() instanceof Faults.Refused refused) {
            throw service.refuse(refused.refusal(), messageOf(refused.refusal(), service, request));
        }
        return false;
    }

    private static String messageOf(Refusal refusal, Service service, Request request) {
        if (refusal == Refusal.THROTTLED) {
            return "Rate exceeded";
        }
        var action = service.permissionOf(request);
        return "User: %s is not authorized to perform: %s on resource: %s because no identity-based policy allows the %s action"
                .formatted(request.caller().arn(request.partition()), action, service.resourceOf(request), action);
    }

    private static String signatureExpired(Instant signedAt) {
        var now = signedAt.plus(SKEW);
        return "Signature expired: %s is now earlier than %s (%s - 15 min.)"
                .formatted(SIGNED_AT.format(signedAt), SIGNED_AT.format(now.minus(TOLERANCE)), SIGNED_AT.format(now));
    }
}
