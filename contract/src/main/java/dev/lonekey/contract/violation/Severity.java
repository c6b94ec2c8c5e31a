package dev.lonekey.contract.violation;

/** How bad a violation is; ordered from least to worst. */
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
