package dev.lonekey.ingest.service;

import dev.lonekey.ingest.account.AccountDirectory;
import dev.lonekey.ingest.config.AccountsSettings;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the list of accounts again and again; after a failure sooner than usual. */
final class AccountRefresh implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccountRefresh.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

    private final AccountDirectory directory;
    private final Duration every;
    private final Runnable listed;
    private final ScheduledExecutorService lister =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "lonekey-accounts"));

    /** @param listed is called after each time that the list was read */
    AccountRefresh(AccountDirectory directory, AccountsSettings settings, Runnable listed) {
        this.directory = directory;
        this.every = settings.refreshEvery();
        this.listed = listed;
    }

    void start() {
        lister.execute(this::refresh);
    }

    private void refresh() {
        try {
            directory.refresh();
            listed.run();
        } catch (RuntimeException | Error fault) { // nobody else would read it again
            LOG.error("unexpected {}", fault.toString(), fault);
        }
        var failed = directory.problem().isPresent();
        var pause = failed && every.compareTo(AFTER_FAILURE) > 0 ? AFTER_FAILURE : every;
        var unused = lister.schedule(this::refresh, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        lister.shutdownNow();
    }
}
