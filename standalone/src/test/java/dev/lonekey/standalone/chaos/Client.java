package dev.lonekey.standalone.chaos;

/** Who reaches the brokers, each by routes of its own; the names are those of the brokers' listeners. */
enum Client {
    INGEST1(9101),
    INGEST2(9102),
    DETECTOR1(9103),
    DETECTOR2(9104),
    /** The test itself, which is never cut off. */
    OBSERVER(9105);

    private final int port;

    Client(int port) {
        this.port = port;
    }

    /** Where brokers listen to it, in their containers. */
    int port() {
        return port;
    }
}
