/** Snapshots of IAM as they travel on {@code lonekey.iam-snapshots}: in numbered parts, then {@code completed} or {@code failed}. */
package dev.lonekey.contract.snapshot;
