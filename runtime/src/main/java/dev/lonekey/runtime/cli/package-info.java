/** What every command shares: how it fails, how it is stopped, how much it logs. */
package dev.lonekey.runtime.cli;
