/** The status of an account, as published on {@code lonekey.accounts.current}. */
package dev.lonekey.contract.account;
