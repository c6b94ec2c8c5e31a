/** What every source has in common. It holds no Kafka code. */
package dev.lonekey.ingest.source;
