/** The whole path in one process: broker, topics, publisher, detector, and a reader of what comes out. */
package dev.lonekey.standalone.pipeline;
