/** The page that shows what is published now; its files are resources of this package. */
package dev.lonekey.detector.page;
