/** CloudTrail archives as the command line names them. */
package dev.lonekey.standalone.archive;
