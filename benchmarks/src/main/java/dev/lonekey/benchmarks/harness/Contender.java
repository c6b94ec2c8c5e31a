package dev.lonekey.benchmarks.harness;

import java.util.Map;
import java.util.concurrent.Callable;

/**
 * What is measured beside others.
 *
 * @param measurement does the work once and returns what it took, by quantity with its unit, for example {@code MB/s}
 */
public record Contender(String name, Callable<Map<String, Double>> measurement) {}
