package dev.lonekey.standalone.evidence;

import dev.lonekey.contract.snapshot.SnapshotPart;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an account.
 *
 * @param parts one snapshot; it is completed only if the keys of every user that there is are listed
 * @param mends what to do where it is not enough
 * @param remarks what was done without although it was asked for, in a few words each; safe to show
 * @param failure why no more is known, and what to do, in one line that is safe to show: this is an error, and a mere gap is not
 */
public record AccountEvidence(
        String id,
        List<SnapshotPart> parts,
        Coverage coverage,
        Mends mends,
        List<String> remarks,
        Optional<String> failure) {

    public AccountEvidence {
        parts = List.copyOf(parts);
        remarks = List.copyOf(remarks);
    }
}
