package dev.lonekey.detector.view;

/**
 * Which part of an answer is asked for.
 *
 * @param offset how many to leave out
 * @param limit how many to have at most
 */
public record Page(int offset, int limit) {

    public static final int MOST = 500;

    public static final Page FIRST = new Page(0, 50);
}
