package dev.lonekey.detector.config;

import dev.lonekey.runtime.config.RefusedSetting;
import java.util.Optional;

/**
 * What is measured besides the usual.
 *
 * @param accounts so many accounts, the worst of each instance, have gauges of their own
 */
public record MetricsSettings(Optional<Integer> accounts) {

    public static final MetricsSettings DEFAULT = new MetricsSettings(Optional.empty());

    private static final int MOST_ACCOUNTS = 1_000;

    public MetricsSettings {
        accounts = accounts == null ? Optional.empty() : accounts;
        accounts.ifPresent(number -> {
            if (number < 0 || number > MOST_ACCOUNTS) {
                throw new RefusedSetting("accounts", "it is a number from 0 to " + MOST_ACCOUNTS);
            }
        });
    }

    /** So many accounts are named; by default none. */
    public int accountsOrUsual() {
        return accounts.orElse(0);
    }
}
