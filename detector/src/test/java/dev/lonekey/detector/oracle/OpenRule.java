package dev.lonekey.detector.oracle;

/** A rule that a principal breaks. */
record OpenRule(String account, WatchedRule rule, String principal) {}
