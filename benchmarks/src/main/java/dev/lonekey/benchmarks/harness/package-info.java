/** Measures contenders side by side, in turns, and reports medians, spread and ratios. */
package dev.lonekey.benchmarks.harness;
