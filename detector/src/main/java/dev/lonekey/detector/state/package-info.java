/** How entries are stored: bytes that are a public contract, since they outlive the program that wrote them. */
package dev.lonekey.detector.state;
