/** What CloudEvents 1.0 says of a record beside its value. */
package dev.lonekey.contract.cloudevent;
