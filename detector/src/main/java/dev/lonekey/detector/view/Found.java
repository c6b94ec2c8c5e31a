package dev.lonekey.detector.view;

import java.util.List;

/**
 * An answer, or a part of it.
 *
 * @param total how many there are in all
 * @param items those that were asked for, in order
 */
public record Found<T>(int total, List<T> items) {

    public Found {
        items = List.copyOf(items);
    }
}
