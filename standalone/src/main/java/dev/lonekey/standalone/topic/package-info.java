/** Compares the topics of a cluster with the contract, and makes the missing ones. */
package dev.lonekey.standalone.topic;
