package dev.lonekey.detector.ocsf;

import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Account;
import java.util.Optional;

/** Where in the cloud: the AWS account. */
final class Clouds {

    private static final int AWS_ACCOUNT = 10;

    private Clouds() {}

    static Fields of(ViolationEvent event) {
        return new Fields()
                .put("provider", "AWS")
                .put("account", account(event.account()))
                .put("cloud_partition", event.account().partition())
                .put("region", region(event.cause()));
    }

    static Fields account(Account account) {
        return new Fields()
                .put("uid", account.id())
                .put("name", account.name())
                .choice("type", AWS_ACCOUNT, "AWS Account");
    }

    /** IAM itself has none. */
    private static Optional<String> region(Cause cause) {
        return cause instanceof Cause.CloudTrail call ? call.region() : Optional.empty();
    }
}
