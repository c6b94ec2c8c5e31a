/** Options that several commands have. */
package dev.lonekey.standalone.cli;
