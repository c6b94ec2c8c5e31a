/** Text for people: harmless to print, and the name that someone meant. */
package dev.lonekey.runtime.text;
