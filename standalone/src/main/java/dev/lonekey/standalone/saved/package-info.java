/** Saved output of the AWS CLI: what its files hold, whose it is, and the snapshots that it amounts to. */
package dev.lonekey.standalone.saved;
