package dev.lonekey.detector.oracle;

import java.util.Optional;

/** What IAM answers: an error, which means that nothing has changed, or what the call was about. */
record Answer(Optional<String> error, Optional<Holder> holder, Optional<TrueKey> key) {
    static Answer refused(String error) {
        return new Answer(Optional.of(error), Optional.empty(), Optional.empty());
    }

    static Answer about(Holder holder) {
        return new Answer(Optional.empty(), Optional.of(holder), Optional.empty());
    }

    static Answer about(TrueKey key) {
        return new Answer(Optional.empty(), Optional.of(key.holder()), Optional.of(key));
    }

    boolean succeeded() {
        return error.isEmpty();
    }
}
