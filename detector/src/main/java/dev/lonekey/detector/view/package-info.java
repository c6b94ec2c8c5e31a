/** What is published now, in memory: the newest event of each violation and the newest status of each account. */
package dev.lonekey.detector.view;
