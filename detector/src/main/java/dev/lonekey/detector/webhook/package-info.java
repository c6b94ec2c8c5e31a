/** Tells of violations over HTTP: reads the published events like anybody else, and posts those that are wanted. */
package dev.lonekey.detector.webhook;
