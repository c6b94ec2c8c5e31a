/** Archives like those of a trail, of any size, made up. */
package dev.lonekey.benchmarks.archive;
