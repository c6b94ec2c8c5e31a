package dev.lonekey.detector.stream;

import dev.lonekey.contract.violation.ViolationEvent;
import java.util.List;
import java.util.Map;

/** What was published, for state that is empty to be made out of. */
public interface Seeds {

    /** The newest event of each violation of the accounts in a partition, by account; of none an empty list. */
    Map<String, List<ViolationEvent>> of(int partition);
}
