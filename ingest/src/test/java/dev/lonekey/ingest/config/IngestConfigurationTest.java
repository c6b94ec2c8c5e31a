package dev.lonekey.ingest.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.runtime.config.ConfigurationFile;
import dev.lonekey.runtime.failure.Failure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From settings in YAML to where records come from, and what is said of mistakes in them. */
class IngestConfigurationTest {

    @TempDir
    private Path folder;

    @Test
    void everythingSet_isRead() throws IOException {
        // When
        var ingest = read("""
                ingest:
                  partition: aws-us-gov
                  region: us-gov-east-1
                  accounts:
                    ids: ["111122223333", 012345678901]
                    refresh: 30m
                    include: ["1111*"]
                    exclude:
                      - "*3333"
                  role:
                    name: audit/lonekey
                    external-id: ${EXTERNAL_ID}
                    session-name: lonekey-gov
                  queue:
                    url: https://sqs.us-gov-west-1.amazonaws.com/111122223333/lonekey-events
                    receivers: 4
                  archive:
                    bucket: example-trail
                    prefix: /audit//logs/
                    organization: o-exampleorgid
                    every: 10m
                    look-back: 7d
                    role-arn: arn:aws-us-gov:iam::111122223333:role/lonekey-archive
                  snapshots:
                    full-every: 12h
                    report-every: 2h
                    requests-per-second: 5
                  history:
                    every: 10m
                    look-back: 90d
                  instance-id: ingest-1
                """).ingest();
        // Then
        assertThat(ingest)
                .isEqualTo(new IngestSettings(
                        Optional.of(AwsPartition.GOV_CLOUD),
                        Optional.of("us-gov-east-1"),
                        new AccountsSettings(
                                List.of("111122223333", "012345678901"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Duration.ofMinutes(30)),
                                List.of("1111*"),
                                List.of("*3333")),
                        new RoleSettings(
                                Optional.of("audit/lonekey"), Optional.of("made-up"), Optional.of("lonekey-gov")),
                        new QueueSettings(
                                Optional.of(URI.create(
                                        "https://sqs.us-gov-west-1.amazonaws.com/111122223333/lonekey-events")),
                                Optional.of(4)),
                        new ArchiveSettings(
                                Optional.of("example-trail"),
                                Optional.of("/audit//logs/"),
                                Optional.of("o-exampleorgid"),
                                Optional.of(Duration.ofMinutes(10)),
                                Optional.of(Duration.ofDays(7)),
                                Optional.of("arn:aws-us-gov:iam::111122223333:role/lonekey-archive")),
                        new SnapshotSettings(
                                Optional.of(Duration.ofHours(12)), Optional.of(Duration.ofHours(2)), Optional.of(5)),
                        new HistorySettings(Optional.of(Duration.ofMinutes(10)), Optional.of(Duration.ofDays(90))),
                        Optional.of("ingest-1")));
        assertThat(ingest.archive().folder()).isEqualTo("audit/logs/");
    }

    @Test
    void fileOrOrganization_isReadInPlaceOfIds() throws IOException {
        assertThat(accounts("file: accounts.txt").file()).contains(Path.of("accounts.txt"));
        assertThat(accounts("organization: true").isOrganization()).isTrue();
        assertThat(accounts("{ids: [\"111122223333\"], organization: false}").isOrganization())
                .isFalse();
    }

    @Test
    void nothingSet_isTheDefault() throws IOException {
        assertThat(IngestSettings.DEFAULT.archive().folder()).isEmpty();
        assertThat(read("")).isEqualTo(IngestConfiguration.DEFAULT);
        assertThat(read("ingest:\n")).isEqualTo(IngestConfiguration.DEFAULT);
        assertThat(read("""
                topics:
                  prefix:
                  partitions: ""
                http:
                  host: ${NOTHING:}
                  port:
                ingest:
                  partition:
                  region:
                  accounts:
                    ids:
                      -
                    file:
                    organization:
                    refresh:
                    include:
                      -
                    exclude: []
                  role:
                    name:
                  queue:
                    url:
                  snapshots:
                    full-every:
                  history:
                    every:
                  instance-id:
                """)).isEqualTo(IngestConfiguration.DEFAULT);
    }

    @Test
    void theDetectorsSettings_areItsOwnBusiness() throws IOException {
        assertThat(read("rotation-window: for ever\nrules: none\ndetector:\n  threads: 2\n"))
                .isEqualTo(IngestConfiguration.DEFAULT);
    }

    @Test
    void unknownSetting_isNamedWithLineAndNearest() {
        refuses("ingest:\n  acounts: {}\n", "line 2: unknown setting \"acounts\"; did you mean \"accounts\"?");
        refuses("ingets:\n  accounts: {}\n", "line 1: unknown setting \"ingets\"; did you mean \"ingest\"?");
        refuses(
                "rotaton-window: 7d\n",
                "line 1: unknown setting \"rotaton-window\"; did you mean \"rotation-window\"?");
        refuses(
                "ingest.region: us-east-1\n",
                "line 1: unknown setting \"ingest.region\"; write \"region\" indented below \"ingest:\"");
        refuses(
                "ingest:\n  queue:\n    dead-letters: x\n",
                "line 3: unknown setting \"dead-letters\"; known here are receivers, silent-after, url");
    }

    @Test
    void partition_isOneThatThereIs() {
        refuses(
                "ingest:\n  partition: aws-china\n",
                "line 2: \"ingest.partition\" is refused: it is one of aws, aws-cn, aws-us-gov");
    }

    @ParameterizedTest
    @ValueSource(strings = {"us east 1", "US-EAST-1", "https://sqs.us-east-1.amazonaws.com"})
    void region_isAnId(String region) {
        refuses(
                "ingest:\n  partition: aws\n  region: " + region + "\n",
                "line 3: \"ingest.region\" is refused: it is a region's id as in us-east-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234", "1111-2222-3333", "production", "11112222333344"})
    void accountId_hasTwelveDigits(String id) {
        refuses(
                "ingest:\n  accounts:\n    refresh: 1h\n    ids:\n      - \"111122223333\"\n      - " + id + "\n",
                "line 4: \"ingest.accounts.ids\" is refused: \"" + id
                        + "\" is no account id, which has 12 digits as in \"111122223333\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ids: [\"111122223333\"], file: a.txt}",
                "{ids: [\"111122223333\"], organization: true}",
                "{file: a.txt, organization: true}",
                "{ids: [\"111122223333\"], file: a.txt, organization: true}"
            })
    void accounts_comeFromOnePlace(String accounts) {
        refuses(
                "ingest:\n  accounts: " + accounts + "\n",
                "line 2: \"ingest.accounts\" is refused: ids, file and organization exclude each other; keep one of them");
    }

    @Test
    void accounts_areAList() {
        refuses(
                "ingest:\n  accounts:\n    ids: 111122223333\n",
                "line 3: \"ingest.accounts.ids\" takes a list as in \"- name: value\"");
        refuses(
                "ingest:\n  accounts:\n    organization: o-1\n",
                "line 3: \"ingest.accounts.organization\" takes true or");
        refuses("ingest:\n  accounts:\n    exclude:\n      - *3\n", "put a value that begins with * in quotes");
    }

    @Test
    void role_isAName() {
        refuses(
                "ingest:\n  role:\n    external-id: x\n    name: arn:aws:iam::111122223333:role/lonekey-member\n",
                "line 4: \"ingest.role.name\" is refused: it is the role's name, which is the same in every account,"
                        + " not an ARN; take what stands behind \"role/\"");
        refuses(
                "ingest:\n  role:\n    session-name: lone key\n",
                "line 3: \"ingest.role.session-name\" is refused: it has 2 to 64 letters, digits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lonekey-events",
                "sqs.us-east-1.amazonaws.com/111122223333/lonekey-events",
                "arn:aws:sqs:us-east-1:111122223333:lonekey-events",
                "https:///lonekey-events"
            })
    void queue_isAUrlWithAHost(String url) {
        refuses(
                "ingest:\n  queue:\n    receivers: 1\n    url: " + url + "\n",
                "line 4: \"ingest.queue.url\" is refused: it is a URL as in https://sqs.us-east-1.amazonaws.com/");
    }

    @Test
    void queue_isAUrl() {
        refuses(
                "ingest:\n  queue:\n    url: https://[queue\n",
                "line 3: \"ingest.queue.url\" takes a URL as in https://");
        refuses(
                "ingest:\n  queue:\n    receivers: 17\n",
                "line 3: \"ingest.queue.receivers\" is refused: it is a number from 1 to 16");
    }

    @Test
    void snapshots_areAMinuteApartAtLeast() {
        refuses(
                "ingest:\n  snapshots:\n    report-every: 59s\n",
                "line 3: \"ingest.snapshots.report-every\" is refused: it is at least 1m");
    }

    @Test
    void pace_isAboveZero() {
        refuses(
                "ingest:\n  snapshots:\n    full-every: 6h\n    requests-per-second: 0\n",
                "line 4: \"ingest.snapshots.requests-per-second\" is refused: it is a number from 1 to 1000");
        refuses(
                "ingest:\n  snapshots:\n    requests-per-second: 0.5\n",
                "line 3: \"ingest.snapshots.requests-per-second\" takes a whole number");
    }

    @Test
    void history_isReadNowAndThen_andAsFarBackAsItIsKept() {
        refuses(
                "ingest:\n  history:\n    every: 30s\n",
                "line 3: \"ingest.history.every\" is refused: it is at least 1m; ");
        refuses(
                "ingest:\n  history:\n    every: 5m\n    look-back: 91d\n",
                "line 4: \"ingest.history.look-back\" is refused: it is at most 90d, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"6", "6 hours", "0h", "-6h", "1.5h", "PT6H", "often"})
    void duration_isANumberWithItsUnit(String duration) {
        refuses(
                "ingest:\n  snapshots:\n    full-every: " + duration + "\n",
                "line 3: \"ingest.snapshots.full-every\" takes a number with its unit, as in 7d, 12h, 30m or 90s");
        refuses(
                "ingest:\n  accounts:\n    refresh: " + duration + "\n",
                "line 3: \"ingest.accounts.refresh\" takes a number with its unit, as in 7d, 12h, 30m or 90s");
    }

    @Test
    void port_isOneThatThereIs() {
        refuses("http:\n  port: 65536\n", "line 2: \"http.port\" is refused: it is a number from 0 to 65535");
    }

    private AccountsSettings accounts(String yaml) throws IOException {
        return read("ingest:\n  accounts:\n    " + yaml + "\n").ingest().accounts();
    }

    private IngestConfiguration read(String yaml) throws IOException {
        return ConfigurationFile.read(
                Files.writeString(folder.resolve("lonekey.yml"), yaml),
                IngestConfiguration.class,
                Map.of("EXTERNAL_ID", "made-up"));
    }

    private void refuses(String yaml, String part) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(Failure.class)
                .message()
                .startsWith(folder.resolve("lonekey.yml") + "")
                .hasLineCount(1)
                .contains(part);
    }
}
