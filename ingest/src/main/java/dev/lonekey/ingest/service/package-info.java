/** Ingest as a service: sources, publisher and polling put together. */
package dev.lonekey.ingest.service;
