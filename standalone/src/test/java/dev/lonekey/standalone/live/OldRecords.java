package dev.lonekey.standalone.live;

import dev.lonekey.ingest.standin.StandInBucket;
import dev.lonekey.ingest.trail.TrailFiles;
import dev.lonekey.standalone.path.Trail;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What was weeks ago in accounts that nobody asks: each user has two keys, one after the other, and every other one of them
 * had one deleted a day later.
 */
record OldRecords(List<String> accounts, int users, Instant begin) {

    private static final int PER_FILE = 200;

    static OldRecords of(int accounts, int users) {
        var ids = new ArrayList<String>();
        for (var number = 0; number < accounts; number++) {
            ids.add("%012d".formatted(444_455_550_000L + number));
        }
        return new OldRecords(
                ids, users, Instant.now().minus(Duration.ofDays(40)).truncatedTo(ChronoUnit.DAYS));
    }

    int violations() {
        return accounts.size() * users;
    }

    /** Of these, the ones that are over. */
    int over() {
        return accounts.size() * (users / 2);
    }

    int records() {
        return 2 * violations() + over();
    }

    LocalDate since() {
        return begin.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** Puts them where a trail has its files. */
    void put(StandInBucket bucket) throws IOException {
        for (var account : accounts) {
            var all = records(account);
            for (var from = 0; from < all.size(); from += PER_FILE) {
                var file = all.subList(from, Math.min(all.size(), from + PER_FILE));
                bucket.put(
                        TrailFiles.key("AWSLogs/", account, "us-east-1", begin.plus(Duration.ofHours(12)), from),
                        Trail.gzip("{\"Records\":[" + String.join(",", file) + "]}"));
            }
        }
    }

    private List<String> records(String account) {
        var records = new ArrayList<String>();
        for (var user = 0; user < users; user++) {
            var at = begin.plusSeconds(10L * user);
            var name = "old-%04d".formatted(user);
            var keys = "AKIA%sOLD%04d".formatted(account.substring(8), user);
            records.add(Trail.keyCreated(name, keys + "A", at));
            records.add(Trail.keyCreated(name, keys + "B", at.plusSeconds(5)));
            if (user % 2 == 1) {
                records.add(Trail.keyDeleted(name, keys + "A", at.plus(Duration.ofDays(1))));
            }
        }
        return records.stream()
                .map(record -> record.replace("111122223333", account))
                .toList();
    }
}
