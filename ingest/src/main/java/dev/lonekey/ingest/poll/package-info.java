/** When which account is asked: snapshots by schedule, and single users after events about them. */
package dev.lonekey.ingest.poll;
