/** The detector as a service: by itself, or beside others in one process. */
package dev.lonekey.detector.service;
