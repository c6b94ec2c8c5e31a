package dev.lonekey.runtime.topic;

import java.util.List;

/** How a topic of the contract stands on a cluster. */
public sealed interface TopicState {

    /** As it should be. */
    record Right() implements TopicState {}

    /** Not there. */
    record Missing() implements TopicState {}

    /** There, but not as it should be. */
    record Different(List<Difference> differences) implements TopicState {

        public Different {
            differences = List.copyOf(differences);
        }
    }

    /**
     * Something that is not as it should be.
     *
     * @param what partitions, replication, or the name of a setting
     * @param fix what to do about it, exactly
     */
    record Difference(String what, String is, String shouldBe, String fix) {}
}
