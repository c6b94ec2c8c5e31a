/** A Kafka broker in this process, for those who have none. */
package dev.lonekey.standalone.broker;
