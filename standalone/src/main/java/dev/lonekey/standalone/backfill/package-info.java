/** {@code lonekey backfill}: CloudTrail archives into a running installation. */
package dev.lonekey.standalone.backfill;
