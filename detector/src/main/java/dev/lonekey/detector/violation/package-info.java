/** Violations: intervals compared with what was published before, and the events that say what changed. */
package dev.lonekey.detector.violation;
