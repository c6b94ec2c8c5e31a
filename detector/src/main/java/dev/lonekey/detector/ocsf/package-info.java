/** Violation events as findings of the Open Cybersecurity Schema Framework (OCSF), which SIEM products read. */
package dev.lonekey.detector.ocsf;
