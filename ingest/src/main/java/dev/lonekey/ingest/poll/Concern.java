package dev.lonekey.ingest.poll;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.cloudtrail.CloudTrailRecord.AccessKey;
import dev.lonekey.contract.cloudtrail.CloudTrailRecord.RequestParameters;
import dev.lonekey.contract.cloudtrail.CloudTrailRecord.ResponseElements;
import dev.lonekey.contract.cloudtrail.CloudTrailRecord.UserIdentity;
import dev.lonekey.contract.cloudtrail.EventName;
import dev.lonekey.ingest.report.Texts;
import java.util.Optional;

/**
 * Whom an event is about.
 *
 * @param user whose keys are to be listed; absent for root
 */
record Concern(Optional<String> user) {

    private static final Concern ROOT = new Concern(Optional.empty());

    /**
     * Empty if there is nothing to be looked at: other events, calls that failed, and users that nothing names. A key that was
     * not made because there are two already is worth a look.
     */
    static Optional<Concern> of(CloudTrailRecord record) {
        if (record.event().filter(EventName::isAboutKeys).isEmpty()) {
            return Optional.empty();
        }
        if (!record.succeeded()
                && record.errorCode()
                        .filter(code -> code.startsWith("LimitExceeded"))
                        .isEmpty()) {
            return Optional.empty();
        }
        return named(record).map(name -> new Concern(Optional.of(name))).or(() -> record.userIdentity()
                .flatMap(Concern::caller));
    }

    private static Optional<String> named(CloudTrailRecord record) {
        var request = record.requestParameters();
        return request.flatMap(RequestParameters::newUserName)
                .or(() -> request.flatMap(RequestParameters::userName))
                .or(() -> record.responseElements()
                        .flatMap(ResponseElements::accessKey)
                        .flatMap(AccessKey::userName)
                        .filter(name -> !isRoot(record)))
                .filter(Texts::isUserName);
    }

    private static boolean isRoot(CloudTrailRecord record) {
        return record.userIdentity()
                .flatMap(UserIdentity::type)
                .filter("Root"::equals)
                .isPresent();
    }

    private static Optional<Concern> caller(UserIdentity caller) {
        return switch (caller.type().orElse("")) {
            case "Root" -> Optional.of(ROOT);
            case "IAMUser" -> caller.userName().filter(Texts::isUserName).map(name -> new Concern(Optional.of(name)));
            default -> Optional.empty();
        };
    }
}
