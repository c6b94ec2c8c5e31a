/** What lies in {@code deploy/}, and {@code docker-compose.yml}: tried as far as can be tried. */
package dev.lonekey.standalone.deploy;
