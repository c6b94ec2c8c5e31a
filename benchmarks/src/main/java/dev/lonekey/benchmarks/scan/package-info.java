/** Reading archives: against inflating alone, against Jackson, against jq and ripgrep. */
package dev.lonekey.benchmarks.scan;
