/** Shows what is in the topic of dead letters, and what mends it. */
package dev.lonekey.standalone.deadletter;
