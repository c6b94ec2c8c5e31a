/** The reading side of violation events: what they add up to, and how people see it. */
package dev.lonekey.standalone.violation;
