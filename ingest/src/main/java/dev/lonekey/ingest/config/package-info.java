/** What ingest is told by the YAML file, as records. */
package dev.lonekey.ingest.config;
