/** IAM's credential report: its CSV, and what a row of it says. It knows neither AWS's SDK nor Kafka. */
package dev.lonekey.ingest.report;
