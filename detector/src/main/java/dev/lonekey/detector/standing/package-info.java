/** How many violations are open, and how accounts are: as gauges, of which the sum over all instances is right. */
package dev.lonekey.detector.standing;
