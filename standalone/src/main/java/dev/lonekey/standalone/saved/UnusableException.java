package dev.lonekey.standalone.saved;

import dev.lonekey.ingest.report.DamagedReportException;

/** A file of which nothing can be used. The message goes on after the file's name: what is wrong, on which line, and the mend. */
final class UnusableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
        super(message);
    }

    /** Something wrong on a line, counted from 1, which saving the file again will mend. */
    static UnusableException at(long line, String wrong) {
        return new UnusableException("line " + line + ": " + wrong + ". Save it again.");
    }

    static UnusableException of(DamagedReportException damaged) {
        return new UnusableException(damaged.getMessage() + ". Save it again.");
    }

    /** The same about something that lies within a file. */
    UnusableException in(String place) {
        return new UnusableException(place + ", " + getMessage());
    }
}
