package dev.lonekey.detector.config;

import java.util.Locale;
import java.util.Optional;

/**
 * What is set about root users.
 *
 * @param inactiveKeys whether an inactive key of theirs is a violation, too; published audits disagree
 */
public record RootSettings(Optional<InactiveKeys> inactiveKeys) {

    static final RootSettings DEFAULT = new RootSettings(Optional.empty());

    /** What an inactive root key is taken for. */
    public enum InactiveKeys {
        VIOLATION,
        IGNORE;

        /** As it is written in the file. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public RootSettings {
        inactiveKeys = inactiveKeys == null ? Optional.empty() : inactiveKeys;
    }

    boolean ignoreInactiveKeys() {
        return inactiveKeys.filter(InactiveKeys.IGNORE::equals).isPresent();
    }
}
