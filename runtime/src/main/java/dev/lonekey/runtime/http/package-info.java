/** What a service serves over HTTP. */
package dev.lonekey.runtime.http;
