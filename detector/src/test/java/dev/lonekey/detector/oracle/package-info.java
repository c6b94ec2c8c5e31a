/**
 * A second opinion on violations that shares no code with the detector: a simulated account whose true state is known, random histories of it as CloudTrail would record them, and a naive evaluator of
 * such records.
 */
package dev.lonekey.detector.oracle;
