/** The YAML file that {@code -c FILE} names, as records. */
package dev.lonekey.standalone.config;
