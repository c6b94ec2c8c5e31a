/** The detector's core in memory, for audits without Kafka. */
package dev.lonekey.detector.audit;
