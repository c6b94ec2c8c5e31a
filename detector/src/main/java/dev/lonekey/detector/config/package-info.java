/** What the detector is told by the YAML file, as records. */
package dev.lonekey.detector.config;
