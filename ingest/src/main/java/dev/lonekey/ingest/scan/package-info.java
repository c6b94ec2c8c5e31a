/** Finds CloudTrail records in JSON of any layout by scanning its bytes, and parses only those that may matter. */
package dev.lonekey.ingest.scan;
