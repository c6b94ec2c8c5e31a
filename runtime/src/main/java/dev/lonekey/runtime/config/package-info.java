/** Reading the YAML file that {@code -c FILE} names into records, and the settings that all services share. */
package dev.lonekey.runtime.config;
