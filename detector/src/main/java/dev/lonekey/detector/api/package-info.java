/** The read-only HTTP API: what is published now as JSON, and a stream of its changes. */
package dev.lonekey.detector.api;
