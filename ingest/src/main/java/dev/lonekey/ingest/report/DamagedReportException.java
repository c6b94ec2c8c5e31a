package dev.lonekey.ingest.report;

/** A credential report that cannot be trusted. The message says what is wrong, and on which line if on one. */
public final class DamagedReportException extends Exception {

    private static final long serialVersionUID = 1L;

    DamagedReportException(String message) {
        super(message);
    }

    /** Something wrong on a line, counted from 1. */
    static DamagedReportException at(long line, String wrong) {
        return new DamagedReportException("line " + line + ": " + wrong);
    }
}
