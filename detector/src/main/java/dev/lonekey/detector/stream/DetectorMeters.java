package dev.lonekey.detector.stream;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the topology counts.
 *
 * @param input what became of the records
 * @param violations what was published of violations
 */
record DetectorMeters(InputMeters input, ViolationMeters violations) {

    DetectorMeters(MeterRegistry registry) {
        this(new InputMeters(registry), new ViolationMeters(registry));
    }
}
