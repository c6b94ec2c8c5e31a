/** CloudTrail archives as files: found, inflated and scanned for the records that matter. */
package dev.lonekey.ingest.archive;
