package dev.lonekey.detector.oracle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What arrives on one of the topics that the detector reads; equal when kind and bytes are. */
public final class Input {
    /** The topic that an input arrives on. */
    public enum Kind {
        CLOUDTRAIL,
        SNAPSHOT
    }

    private final Kind kind;
    private final byte[] json;

    private Input(Kind kind, byte[] json) {
        this.kind = kind;
        this.json = json;
    }

    /** Which topic it arrives on. */
    public Kind kind() {
        return kind;
    }

    /** One CloudTrail record or one part of a snapshot, UTF-8; not copied. */
    public byte[] json() {
        return json;
    }

    /** A CloudTrail record. */
    public static Input cloudTrail(byte[] json) {
        return new Input(Kind.CLOUDTRAIL, json);
    }

    /** A part of a snapshot. */
    public static Input snapshot(byte[] json) {
        return new Input(Kind.SNAPSHOT, json);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Input that && kind == that.kind && Arrays.equals(json, that.json);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + Arrays.hashCode(json);
    }

    @Override
    public String toString() {
        return kind + " " + new String(json, StandardCharsets.UTF_8).strip();
    }
}
