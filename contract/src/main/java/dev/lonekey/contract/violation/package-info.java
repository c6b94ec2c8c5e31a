/** The violation event, as published on {@code lonekey.violations} and {@code lonekey.violations.current}. */
package dev.lonekey.contract.violation;
