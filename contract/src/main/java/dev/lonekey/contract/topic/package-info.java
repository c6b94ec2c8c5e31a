/** The topics: their names, what each holds, and how it has to be set up. */
package dev.lonekey.contract.topic;
