package dev.lonekey.ingest.share;

import java.util.Set;

/** Is told which partitions are this instance's, and what happens in them. All by one thread; must not block for long. */
public interface Owner {

    void gained(Set<Integer> partitions);

    /** They are another instance's now, or nobody's for a while. */
    void lost(Set<Integer> partitions);

    /**
     * An event in a partition that is owned.
     *
     * @param record one CloudTrail record, as somebody wrote it
     * @param done to be called when all is done about it; until then the group's offset stays before it
     */
    void heard(byte[] record, Runnable done);
}
