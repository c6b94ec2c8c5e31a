/**
 * A second opinion on violations that shares no code with the detector: simulated accounts whose true state is known, random histories of them as CloudTrail would record them (or lose the record) and as
 * snapshots of IAM would show them, and a naive evaluator of such records and snapshots.
 */
package dev.lonekey.detector.oracle;
