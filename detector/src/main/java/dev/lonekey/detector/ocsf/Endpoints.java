package dev.lonekey.detector.ocsf;

import dev.lonekey.contract.violation.Cause;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a call came from: CloudTrail's {@code sourceIPAddress} is an address, or the name of the AWS service that called. */
final class Endpoints {

    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:]{2,39}(?:\\d{1,3}(?:\\.\\d{1,3}){3})?");

    private Endpoints() {}

    static Fields of(Cause.CloudTrail call) {
        return new Fields()
                .put("ip", address(call))
                .put("svc_name", call.sourceIp().filter(text -> !isAddress(text)));
    }

    /** The address, if it is one. */
    static Optional<String> address(Cause.CloudTrail call) {
        return call.sourceIp().filter(Endpoints::isAddress);
    }

    private static boolean isAddress(String text) {
        return IPV4.matcher(text).matches() || IPV6.matcher(text).matches();
    }
}
