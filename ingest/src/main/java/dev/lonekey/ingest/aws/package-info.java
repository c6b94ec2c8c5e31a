/** Calls to AWS: clients, the pace at which an account is asked, and what it means when a call fails. */
package dev.lonekey.ingest.aws;
