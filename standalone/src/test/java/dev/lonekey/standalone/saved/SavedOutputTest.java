package dev.lonekey.standalone.saved;

import static dev.lonekey.standalone.saved.AwsCli.ACCOUNT;
import static dev.lonekey.standalone.saved.AwsCli.csv;
import static dev.lonekey.standalone.saved.AwsCli.keys;
import static dev.lonekey.standalone.saved.AwsCli.report;
import static dev.lonekey.standalone.saved.AwsCli.rootRow;
import static dev.lonekey.standalone.saved.AwsCli.row;
import static dev.lonekey.standalone.saved.AwsCli.summary;
import static dev.lonekey.standalone.saved.AwsCli.user;
import static dev.lonekey.standalone.saved.AwsCli.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.Completed;
import dev.lonekey.contract.snapshot.SnapshotPart.Key;
import dev.lonekey.contract.snapshot.SnapshotPart.Principal;
import dev.lonekey.contract.snapshot.SnapshotPart.Report;
import dev.lonekey.contract.snapshot.SnapshotPart.Root;
import dev.lonekey.contract.snapshot.SnapshotPart.User;
import dev.lonekey.contract.snapshot.SnapshotPart.Users;
import dev.lonekey.standalone.evidence.AccountEvidence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedOutputTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.5Z");
    private static final Instant AS_OF = Instant.parse("2026-11-22T11:59:30Z");
    private static final Instant UNTIL = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void usersAndTheKeysOfEach_areACompletedSnapshot() throws IOException, RejectedException {
        // Given
        save("whatever.txt", users("alice", "bob"));
        save("1", keys("alice AKIAALICEKEY1EXAMPLE Active", "alice AKIAALICEKEY2EXAMPLE Inactive"));
        save("bob.json", keys());
        save("summary", summary(1, 0));
        // When
        var account = onlyAccount();
        // Then
        assertThat(account.id()).isEqualTo(ACCOUNT);
        var listed = parts(account, Users.class).get(0);
        assertThat(listed.asOf()).isEqualTo(AS_OF);
        assertThat(listed.until()).isEqualTo(UNTIL);
        assertThat(listed.users())
                .extracting(User::name, User::id, User::arn, user -> user.keys().size())
                .containsExactly(
                        tuple("alice", Optional.of(AwsCli.id("alice")), Optional.of(AwsCli.arn(ACCOUNT, "alice")), 2),
                        tuple("bob", Optional.of(AwsCli.id("bob")), Optional.of(AwsCli.arn(ACCOUNT, "bob")), 0));
        assertThat(listed.users().get(0).keys().get(1))
                .isEqualTo(new Key(
                        "AKIAALICEKEY2EXAMPLE",
                        "Inactive",
                        Optional.of(Instant.parse("2026-01-02T03:04:05Z")),
                        Optional.empty()));
        assertThat(parts(account, Root.class)).singleElement().satisfies(root -> {
            assertThat(root.accessKeysPresent()).contains(true);
            assertThat(root.signingCertificatesPresent()).contains(false);
        });
        assertThat(parts(account, Completed.class)).singleElement().satisfies(completed -> {
            assertThat(completed.parts()).isEqualTo(2);
            assertThat(completed.users()).isEqualTo(2);
        });
        for (var part : account.parts()) {
            assertThat(SnapshotPart.parse(part.toJson())).isEqualTo(part);
        }
    }

    @Test
    void userWhoseKeysAreNotListed_isInNoListing_andNothingIsCompleted() throws IOException {
        // Given
        save("users.json", users("alice", "bob"));
        save("alice.json", keys("alice AKIAALICEKEY1EXAMPLE Active"));
        // When
        var account = onlyAccount();
        // Then
        assertThat(namesListed(account)).containsExactly("alice");
        assertThat(parts(account, Completed.class)).isEmpty();
        assertThat(account.coverage().unjudged()).containsExactly("bob");
    }

    @Test
    void severalDocumentsInAFile_areReadOneAfterAnother() throws IOException {
        // Given
        save(
                "all.json",
                users("bob", "bobby") + "\n" + keys("bob AKIABOBSKEY01EXAMPLE Active")
                        + keys("bobby AKIABOBBYKEY1EXAMPLE Active") + "\n");
        // When
        var account = onlyAccount();
        // Then
        assertThat(parts(account, Users.class).get(0).users())
                .extracting(User::name, user -> user.keys().get(0).id())
                .containsExactly(tuple("bob", "AKIABOBSKEY01EXAMPLE"), tuple("bobby", "AKIABOBBYKEY1EXAMPLE"));
        assertThat(parts(account, Completed.class)).hasSize(1);
    }

    @Test
    void truncatedListOfUsers_completesNothing() throws IOException {
        // Given
        save("users.json", users("alice").replaceFirst("}$", ",\"IsTruncated\":true,\"Marker\":\"x\"}"));
        save("alice.json", keys("alice AKIAALICEKEY1EXAMPLE Active"));
        // When
        var account = onlyAccount();
        // Then
        assertThat(namesListed(account)).containsExactly("alice");
        assertThat(parts(account, Completed.class)).isEmpty();
        assertThat(account.coverage().allUsersKnown()).isFalse();
    }

    @Test
    void truncatedListOfKeys_isNoListing() throws IOException {
        // Given
        save("users.json", users("alice"));
        save("alice.json", keys("alice AKIAALICEKEY1EXAMPLE Active").replaceFirst("}$", ",\"NextToken\":\"x\"}"));
        // When
        var account = onlyAccount();
        // Then
        assertThat(account.parts()).isEmpty();
        assertThat(account.coverage().unjudged()).containsExactly("alice");
    }

    @Test
    void userOnlyInAListOfKeys_isListedWithoutId() throws IOException {
        // Given
        save(ACCOUNT + "/k.json", keys("alice AKIAALICEKEY1EXAMPLE Active"));
        // When
        var account = onlyAccount();
        // Then
        assertThat(parts(account, Users.class).get(0).users()).singleElement().satisfies(user -> {
            assertThat(user.name()).isEqualTo("alice");
            assertThat(user.id()).isEmpty();
            assertThat(user.arn()).isEmpty();
        });
        assertThat(account.coverage().allUsersKnown()).isFalse();
    }

    @Test
    void listOfThreeKeysTwoOfWhichShareAnId_isTwoKeys_theActiveOneCounts() throws IOException {
        // Given
        save("users.json", users("alice"));
        save(
                "alice.json",
                keys(
                        "alice AKIAALICEKEY1EXAMPLE Active",
                        "alice AKIAALICEKEY2EXAMPLE Active",
                        "alice AKIAALICEKEY1EXAMPLE Inactive"));
        // When
        var keys = parts(onlyAccount(), Users.class).get(0).users().get(0).keys();
        // Then
        assertThat(keys)
                .extracting(Key::id, Key::status)
                .containsExactly(tuple("AKIAALICEKEY1EXAMPLE", "Active"), tuple("AKIAALICEKEY2EXAMPLE", "Active"));
    }

    @Test
    void moreThan200Users_areSeveralParts_allOfThemCounted() throws IOException {
        // Given
        var names = IntStream.range(0, 401).mapToObj("user%03d"::formatted).toArray(String[]::new);
        save("users.json", users(names));
        save(
                "keys.json",
                Stream.of(names)
                        .map(name -> keys(name + " AKIA" + name.toUpperCase(Locale.ROOT) + "AEXAMPLE Active"))
                        .reduce("", String::concat));
        // When
        var account = onlyAccount();
        // Then
        assertThat(parts(account, Users.class))
                .extracting(SnapshotPart.Users::part, part -> part.users().size())
                .containsExactly(tuple(1, 200), tuple(2, 200), tuple(3, 1));
        assertThat(parts(account, Completed.class))
                .extracting(Completed::parts, Completed::users)
                .containsExactly(tuple(3, 401));
    }

    @Test
    void reportWithoutListings_countsTheKeysOfAll() throws IOException {
        // Given
        save(
                "report.json",
                report(csv(
                        rootRow("inactive", "active"),
                        row("alice", "active", "active"),
                        row("bob", "inactive", "none"))));
        // When
        var account = onlyAccount();
        // Then
        assertThat(parts(account, Report.class)).singleElement().satisfies(report -> {
            assertThat(report.generatedAt()).isEqualTo("2026-11-22T09:00:00Z");
            assertThat(report.principals())
                    .extracting(Principal::root, Principal::keysExisting, Principal::keysActive)
                    .containsExactly(tuple(true, 2, 1), tuple(false, 2, 2), tuple(false, 1, 0));
        });
        assertThat(account.coverage().judged()).isEqualTo(2);
        assertThat(account.coverage().allUsersKnown()).isTrue();
    }

    @Test
    void reportBesideListings_countsOnlyThoseWhoAreNotListed() throws IOException {
        // Given
        save("users.json", users("alice", "bob"));
        save("alice.json", keys("alice AKIAALICEKEY1EXAMPLE Active"));
        save(
                "report.json",
                report(csv(rootRow("none", "none"), row("Alice", "active", "active"), row("bob", "active", "none"))));
        // When
        var account = onlyAccount();
        // Then
        assertThat(parts(account, Report.class).get(0).principals())
                .extracting(Principal::root, Principal::keysExisting)
                .containsExactly(tuple(true, 0), tuple(false, 1));
        assertThat(account.coverage().unjudged()).isEmpty();
        assertThat(account.coverage().judged()).isEqualTo(2);
    }

    @Test
    void userStillInTheReportButNotInTheList_isReported_asPerhapsGone() throws IOException {
        // Given
        save("users.json", users("alice"));
        save("alice.json", keys("alice AKIAALICEKEY1EXAMPLE Active"));
        save("report.json", report(csv(rootRow("none", "none"), row("carol", "active", "active"))));
        // When
        var account = onlyAccount();
        // Then
        assertThat(parts(account, Report.class).get(0).principals()).hasSize(2);
        assertThat(parts(account, Completed.class)).hasSize(1);
        assertThat(account.coverage().perhapsGone()).containsExactly("carol");
    }

    @Test
    void csvOfAReportThatIsAlsoThereAsJson_isTheSameReport() throws IOException {
        // Given
        var csv = csv(rootRow("none", "none"), row("alice", "active", "none"));
        save("report.json", report(csv));
        save("report.csv", csv);
        // When
        var account = onlyAccount();
        // Then
        assertThat(parts(account, Report.class)).hasSize(1);
        assertThat(account.coverage().reportsGeneratedAt())
                .containsExactly(Optional.of(Instant.parse("2026-11-22T09:00:00Z")));
    }

    @Test
    void csvAlone_isTakenAsOfNow_andItsAgeIsNotKnown() throws IOException {
        // Given
        save("report.csv", csv(rootRow("none", "none")));
        // When
        var account = onlyAccount();
        // Then
        assertThat(parts(account, Report.class).get(0).generatedAt()).isEqualTo(UNTIL);
        assertThat(account.coverage().reportsGeneratedAt()).containsExactly(Optional.empty());
    }

    @Test
    void govCloudsSummary_tellsNothingAboutRoot() throws IOException {
        // Given
        save(ACCOUNT + "/summary.json", summary(""));
        // When
        var account = onlyAccount();
        // Then
        assertThat(parts(account, Root.class)).singleElement().satisfies(root -> {
            assertThat(root.accessKeysPresent()).isEmpty();
            assertThat(root.signingCertificatesPresent()).isEmpty();
        });
    }

    @Test
    void severalSummaries_areAllUsed() throws IOException {
        // Given
        save(ACCOUNT + "/old.json", summary(1, 0));
        save(ACCOUNT + "/new.json", summary(0, 0));
        // When, Then
        assertThat(parts(onlyAccount(), Root.class)).hasSize(2);
    }

    @Test
    void emptyListOfUsers_isACompletedSnapshotOfNobody() throws IOException {
        // Given
        save(ACCOUNT + "/users.json", users());
        // When, Then
        assertThat(parts(onlyAccount(), Completed.class))
                .extracting(Completed::parts, Completed::users)
                .containsExactly(tuple(0, 0));
    }

    @Test
    void emptyListsOfKeys_areTheirFilesNames_orNobodys() throws IOException {
        // Given
        save("users.json", users("alice", "deploy-bot", "bot", "carol"));
        save("keys/ALICE.json", keys());
        save("keys/list-access-keys_carol.json", keys());
        save("keys/list-deploy-bot.json", keys());
        save("keys/others.json", keys() + keys());
        // When
        var output = read();
        // Then
        assertThat(namesListed(output.accounts().get(0))).containsExactly("alice", "carol");
        assertThat(output.accounts().get(0).coverage().unjudged()).containsExactly("bot", "deploy-bot");
        assertThat(output.notices())
                .extracting(Notice::message)
                .containsExactly(
                        folder.resolve("keys/list-deploy-bot.json")
                                + " is a list of keys that does not tell its user; left out."
                                + " Save the keys of each user in a file of its own, USER.json.",
                        folder.resolve("keys/others.json")
                                + " holds 2 lists of keys that do not tell their users; left out."
                                + " Save the keys of each user in a file of its own, USER.json.");
        assertThat(output.isBroken()).isFalse();
    }

    @Test
    void userWithAPath_isKnownByItsName() throws IOException {
        // Given
        save("users.json", "{\"Users\":[" + user("alice").replace(":user/", ":user/division/team/") + "]}");
        save("report.csv", csv(row("alice", AwsCli.arn(ACCOUNT, "division/team/alice"), "active", "active", "false")));
        // When
        var account = onlyAccount();
        // Then
        assertThat(account.coverage().perhapsGone()).isEmpty();
        assertThat(parts(account, Report.class).get(0).principals())
                .extracting(Principal::arn)
                .containsExactly(Optional.of("arn:aws:iam::111122223333:user/division/team/alice"));
    }

    @Test
    void rowThatTellsNothing_isShownAsUnknown() throws IOException {
        // Given
        save(
                "report.csv",
                csv(
                        rootRow("none", "none"),
                        row("alice", "none", "none").replaceFirst("false,N/A,N/A", "no_information,N/A,N/A")));
        // When
        var account = onlyAccount();
        // Then
        assertThat(parts(account, Report.class).get(0).principals())
                .singleElement()
                .satisfies(row -> assertThat(row.root()).isTrue());
        assertThat(account.coverage().unjudged()).containsExactly("alice");
    }

    private void save(String name, String output) throws IOException {
        AwsCli.save(folder, name, output);
    }

    private SavedOutput read() {
        return SavedOutput.read(folder, Optional.empty(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private AccountEvidence onlyAccount() {
        var output = read();
        assertThat(output.notices()).isEmpty();
        assertThat(output.accounts()).hasSize(1);
        return output.accounts().get(0);
    }

    private static List<String> namesListed(AccountEvidence account) {
        return parts(account, Users.class).stream()
                .flatMap(part -> part.users().stream())
                .map(User::name)
                .toList();
    }

    private static <T extends SnapshotPart> List<T> parts(AccountEvidence account, Class<T> kind) {
        return account.parts().stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
