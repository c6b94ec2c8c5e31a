/** What was published, read back for a detector whose state is lost. */
package dev.lonekey.detector.seed;
