/** What is measured of every service. */
package dev.lonekey.runtime.metrics;
