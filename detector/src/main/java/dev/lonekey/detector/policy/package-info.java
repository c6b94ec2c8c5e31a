/** What is configured: which rules there are, how bad a violation is at a time, and which are put up with. */
package dev.lonekey.detector.policy;
