/**
 * A stand-in for AWS, spoken to over HTTP by the real SDK clients: accounts with IAM users and keys whose changes yield
 * CloudTrail records, STS, SQS and Organizations, and the ways in which each of them fails. All ids in it are made up.
 */
package dev.lonekey.ingest.standin;
