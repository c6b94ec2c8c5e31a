/** Whether a service does its work: what each of its parts says, added up. */
package dev.lonekey.runtime.health;
