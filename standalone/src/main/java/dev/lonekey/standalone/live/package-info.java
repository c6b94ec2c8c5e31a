/** Evidence from IAM itself: one full snapshot of each account, in memory. */
package dev.lonekey.standalone.live;
