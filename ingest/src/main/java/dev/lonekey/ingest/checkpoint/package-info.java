/** Where each source goes on, kept in a topic beside the accounts, so that it moves with them from instance to instance. */
package dev.lonekey.ingest.checkpoint;
