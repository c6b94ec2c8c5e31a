/** What travels on the topics, and nothing else: record types, JSON, topic names and settings. */
package dev.lonekey.contract;
