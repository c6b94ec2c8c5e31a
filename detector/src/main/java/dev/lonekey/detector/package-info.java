/** Finds violations in key histories: the pure core, and the Kafka Streams topology around it. */
package dev.lonekey.detector;
