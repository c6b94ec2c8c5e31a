/** The topics as a cluster has them, compared with the contract. */
package dev.lonekey.runtime.topic;
