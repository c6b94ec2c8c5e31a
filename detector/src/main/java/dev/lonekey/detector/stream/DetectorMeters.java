package dev.lonekey.detector.stream;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the topology counts.
 *
 * @param input what became of the records
 * @param violations what was published of violations
 * @param partitions where it does so now
 */
record DetectorMeters(InputMeters input, ViolationMeters violations, OwnPartitions partitions) {

    DetectorMeters(MeterRegistry registry) {
        this(new InputMeters(registry), new ViolationMeters(registry), new OwnPartitions());
    }
}
