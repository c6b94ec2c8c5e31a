/** Rules: whom each watches, which keys it counts, and how many are too many. */
package dev.lonekey.detector.rule;
