/** Runs services, from their start to an orderly stop. */
package dev.lonekey.runtime.service;
