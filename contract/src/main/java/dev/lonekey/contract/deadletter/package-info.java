/** Input that could not be used, kept as it came with the reason in headers. */
package dev.lonekey.contract.deadletter;
