/** {@code lonekey replay}: CloudTrail archives through the whole path. */
package dev.lonekey.standalone.replay;
