/** CloudTrail records as AWS writes them, read leniently, and the event names that matter. */
package dev.lonekey.contract.cloudtrail;
