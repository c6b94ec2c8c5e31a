/** The Kafka Streams topology: defined, configured and run. */
package dev.lonekey.detector.stream;
