/** How instances of ingest share the accounts: who owns a partition of the CloudTrail topic polls the accounts in it, and hears their events. */
package dev.lonekey.ingest.share;
