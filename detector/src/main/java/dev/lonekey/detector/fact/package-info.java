/** Facts: what a record says about users and keys. The core knows nothing else about the outside. */
package dev.lonekey.detector.fact;
