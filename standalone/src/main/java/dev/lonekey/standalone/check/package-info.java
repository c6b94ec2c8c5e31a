/** {@code lonekey check}: what a snapshot tells of an account, and what it leaves open. */
package dev.lonekey.standalone.check;
