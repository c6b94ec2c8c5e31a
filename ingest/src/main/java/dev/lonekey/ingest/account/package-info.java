/** Which accounts are watched, and what the organization says of them. */
package dev.lonekey.ingest.account;
