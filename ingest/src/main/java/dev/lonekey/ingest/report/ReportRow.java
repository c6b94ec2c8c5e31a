package dev.lonekey.ingest.report;

import dev.lonekey.contract.snapshot.SnapshotPart.Principal;
import java.util.Optional;

/**
 * What a row of a credential report says about keys.
 *
 * @param user {@code <root_account>} for root
 * @param keysExisting slots that hold a key
 * @param told whether the row tells anything, which {@code no_information} does not
 */
public record ReportRow(String user, Arn arn, int keysExisting, int keysActive, int certificatesActive, boolean told) {

    public boolean isRoot() {
        return arn.isRoot();
    }

    public Principal toPrincipal() {
        return new Principal(isRoot(), Optional.of(arn.text()), keysExisting, keysActive, certificatesActive);
    }
}
