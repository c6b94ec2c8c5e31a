package dev.lonekey.ingest.scan;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * Takes JSON apart into units, the objects that stand where a record may stand: in the array of a document's
 * {@code Records} or {@code Events}, in an array, or by themselves one after another. Their inside is not looked at.
 */
public final class UnitReader {

    /** What {@link #next()} came upon. */
    public enum Step {
        /** A unit. */
        UNIT,
        /** The end of what is in memory; there may be more. */
        PAUSE,
        /** The end of the input, with nothing open. */
        END,
        /** The end of the input in the middle of a document. */
        CUT_OFF,
        /** A bracket that closes nothing or the wrong one; what follows cannot be told apart. */
        BROKEN
    }

    /** Where the scan is, with the depth that brackets have to touch to be of interest there. */
    private enum Place {
        BETWEEN_DOCUMENTS(0),
        /** In an object that is a unit, unless an array of records turns up in it. */
        DOCUMENT(1),
        ARRAY(1),
        RECORDS(2),
        AFTER_RECORDS(1);

        private final int floor;

        Place(int floor) {
            this.floor = floor;
        }
    }

    private final InputStream in;
    private final Window window;
    private final Structure structure = new Structure();
    private Place place = Place.BETWEEN_DOCUMENTS;
    private int at;
    private int end;
    private boolean inUnit;
    private boolean isObject;
    private int tooLarge;
    private long strayAt = -1;

    /** @param window may have served another input before, and is cleared */
    public UnitReader(InputStream in, Window window) {
        this.in = in;
        this.window = window;
        window.clear();
    }

    /** Goes on to the next unit or to the end. Whatever is thrown, the units before it were whole. */
    public Step next() throws IOException {
        while (true) {
            int from = at;
            int bracket = structure.next(window.bytes(), from, window.end(), place.floor);
            boolean found = bracket != Structure.NONE;
            at = found ? bracket + 1 : window.end();
            lookForStrays(from, found ? bracket : at);
            if (!found) {
                return readOn();
            }
            if (!closesWhatIsOpen(bracket)) {
                return Step.BROKEN;
            }
            if (pass(bracket)) {
                return Step.UNIT;
            }
        }
    }

    /** The bytes that hold the unit, from {@link #from()} to {@link #to()}, until the next step. */
    public byte[] bytes() {
        return window.bytes();
    }

    public int from() {
        return window.kept();
    }

    public int to() {
        return end;
    }

    /** Where the scan stands in the input, in bytes from 0. */
    public long position() {
        return window.position(at);
    }

    /** How many units were larger than the window may grow, and passed over. */
    public int tooLarge() {
        return tooLarge;
    }

    /** Where something other than an object stood first in a unit's place, in bytes from 0. */
    public OptionalLong strayAt() {
        return strayAt < 0 ? OptionalLong.empty() : OptionalLong.of(strayAt);
    }

    private Step readOn() throws IOException {
        if (!inUnit || window.isFull()) {
            window.keepNothing();
        }
        int read = window.fill(in);
        at = window.end() - read;
        if (read > 0) {
            return Step.PAUSE;
        }
        return structure.isComplete() ? Step.END : Step.CUT_OFF;
    }

    /** Whether a closing bracket is the right one. Inside of units they are only counted: candidates are parsed anyway. */
    private boolean closesWhatIsOpen(int bracket) {
        byte b = window.bytes()[bracket];
        if (isOpening(b)) {
            return true;
        }
        return switch (place) {
            case BETWEEN_DOCUMENTS -> false;
            case DOCUMENT, AFTER_RECORDS -> structure.depth() > 0 || b == '}';
            case ARRAY, RECORDS -> (b == '}') == (inUnit && isObject);
        };
    }

    /** Whether the bracket ends a unit that is in memory. */
    private boolean pass(int bracket) {
        boolean opens = isOpening(window.bytes()[bracket]);
        return switch (place) {
            case BETWEEN_DOCUMENTS -> {
                if (window.bytes()[bracket] == '{') {
                    begin(bracket);
                    place = Place.DOCUMENT;
                } else {
                    place = Place.ARRAY;
                }
                yield false;
            }
            case DOCUMENT -> {
                if (opens
                        && window.bytes()[bracket] == '['
                        && KeyOfRecords.standsBefore(bracket, window.bytes(), window.kept())) {
                    inUnit = false;
                    place = Place.RECORDS;
                }
                yield !opens && structure.depth() == 0 && finish(Place.BETWEEN_DOCUMENTS);
            }
            case ARRAY -> passInArray(bracket, opens, Place.BETWEEN_DOCUMENTS);
            case RECORDS -> passInArray(bracket, opens, Place.AFTER_RECORDS);
            case AFTER_RECORDS -> {
                if (structure.depth() == 0) {
                    place = Place.BETWEEN_DOCUMENTS;
                }
                yield false;
            }
        };
    }

    private boolean passInArray(int bracket, boolean opens, Place outside) {
        if (opens) {
            begin(bracket);
            return false;
        }
        if (structure.depth() < place.floor) {
            place = outside;
            return false;
        }
        return finish(place);
    }

    private void begin(int bracket) {
        inUnit = true;
        isObject = window.bytes()[bracket] == '{';
        window.keepFrom(bracket);
        if (!isObject) {
            stray(bracket);
        }
    }

    private boolean finish(Place next) {
        place = next;
        inUnit = false;
        end = at;
        if (window.kept() < 0) {
            tooLarge++;
            return false;
        }
        return isObject;
    }

    private void lookForStrays(int from, int to) {
        if (inUnit || place == Place.AFTER_RECORDS || strayAt >= 0) {
            return;
        }
        for (int index = from; index < to; index++) {
            byte b = window.bytes()[index];
            if (!isBlank(b) && b != ',' && !isByteOrderMark(b)) {
                stray(index);
                return;
            }
        }
    }

    private void stray(int index) {
        if (strayAt < 0) {
            strayAt = window.position(index);
        }
    }

    private static boolean isOpening(byte b) {
        return b == '{' || b == '[';
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** One of the three bytes of U+FEFF, which some programs put before UTF-8. */
    private static boolean isByteOrderMark(byte b) {
        return b == (byte) 0xEF || b == (byte) 0xBB || b == (byte) 0xBF;
    }
}
