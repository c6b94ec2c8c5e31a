/** Reads CloudTrail's event history, which every account has without a trail. */
package dev.lonekey.ingest.history;
