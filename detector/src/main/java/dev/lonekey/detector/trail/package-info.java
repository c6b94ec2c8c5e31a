/** What was done to the trails of an account: who stopped, narrowed or restarted which one, and how that leaves them. */
package dev.lonekey.detector.trail;
