package dev.lonekey.detector.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.Principal;
import dev.lonekey.detector.fact.Fact.KeysCounted;
import dev.lonekey.detector.fact.Fact.ShownUse;
import dev.lonekey.detector.fact.Fact.UserListed;
import dev.lonekey.detector.fact.Listing.ListedKey;
import dev.lonekey.detector.fact.Reading.Remark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What parts of snapshots tell of users and their keys. */
class SnapshotFactsTest {

    private static final String ACCOUNT = "111122223333";
    private static final String K1 = "AKIAIOSFODNN7EXAMPLE";
    private static final Instant AS_OF = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant UNTIL = AS_OF.plusSeconds(31);
    private static final Duration MARGIN = Duration.ofSeconds(30);

    @Test
    void listedUser_isReadInWholeSeconds() throws RejectedException {
        // Given
        var key = new SnapshotPart.Key(
                K1, "Active", Optional.of(AS_OF.plusMillis(400)), Optional.of(AS_OF.plusMillis(1_600)));
        // When
        var reading = read(users(user("alice", "AIDAA", "arn:aws:iam::" + ACCOUNT + ":user/ops/alice", key)));
        // Then
        assertThat(reading.remarks()).isEmpty();
        assertThat(reading.facts())
                .containsExactly(new UserListed(
                        new Listing(
                                name("alice"),
                                Optional.of("AIDAA"),
                                "/ops/",
                                List.of(new ListedKey(K1, true, Optional.of(AS_OF)))),
                        new Showing(new Span(AS_OF, UNTIL), SnapshotFacts.snapshotNumber("s"), 1),
                        List.of(new ShownUse(K1, AS_OF.plusSeconds(1)))));
    }

    @ParameterizedTest
    @CsvSource({"Active,true,false", "Inactive,false,false", "Expired,false,true"})
    void status_isActiveOnlyForExactlyThat(String status, boolean active, boolean remarked) throws RejectedException {
        // When
        var reading = read(users(
                user("alice", "AIDAA", "", new SnapshotPart.Key(K1, status, Optional.empty(), Optional.empty()))));
        // Then
        assertThat(((UserListed) reading.facts().get(0)).listing().keys())
                .extracting(ListedKey::active)
                .containsExactly(active);
        assertThat(reading.remarks().contains(Remark.UNKNOWN_KEY_STATUS)).isEqualTo(remarked);
    }

    @ParameterizedTest
    @CsvSource({
        "alice,AIDAA,arn:aws:iam::111122223333:user/alice,AIDAA,/",
        "alice,no id,no arn,'',''",
        "alice,AIDAA,'',AIDAA,''"
    })
    void idAndPathThatAreNone_areLeftOut(String name, String id, String arn, String idRead, String path)
            throws RejectedException {
        var listing = ((UserListed) read(users(user(name, id, arn))).facts().get(0)).listing();
        assertThat(listing.userId().orElse("")).isEqualTo(idRead);
        assertThat(listing.path()).isEqualTo(path);
    }

    @Test
    void pathThatNoUserCanHave_isLeftOut() throws RejectedException {
        var listed = read(users(user("alice", "AIDAA", "arn:" + "/x".repeat(600))))
                .facts()
                .get(0);
        assertThat(((UserListed) listed).listing().path()).isEmpty();
    }

    @Test
    void whatIamCannotName_isRejected() {
        assertRejected(users(user("two words", "AIDAA", "")), RejectReason.WRONG_SHAPE);
        assertRejected(
                users(user(
                        "alice",
                        "AIDAA",
                        "",
                        new SnapshotPart.Key("no key", "Active", Optional.empty(), Optional.empty()))),
                RejectReason.WRONG_SHAPE);
        assertRejected(report(new Principal(false, Optional.empty(), 1, 1, 0)), RejectReason.WRONG_SHAPE);
    }

    @Test
    void partMoreThanAnHourAhead_isRejected() throws RejectedException {
        assertThat(SnapshotFacts.read(report(), MARGIN, AS_OF.minusSeconds(3_600))
                        .facts())
                .isEmpty();
        assertThatThrownBy(() -> SnapshotFacts.read(report(), MARGIN, AS_OF.minusSeconds(3_601)))
                .isInstanceOfSatisfying(RejectedException.class, rejection -> assertThat(rejection.reason())
                        .isEqualTo(RejectReason.FUTURE_TIME));
    }

    @Test
    void rowsOfAReport_areCountedFromTheMarginOn() throws RejectedException {
        // When
        var reading = read(report(
                new Principal(true, Optional.of("arn:aws:iam::" + ACCOUNT + ":root"), 1, 0, 1),
                new Principal(false, Optional.of("arn:aws:iam::" + ACCOUNT + ":user/ops/alice"), 2, 1, 0)));
        // Then
        var span = new Span(AS_OF.minus(MARGIN), AS_OF);
        assertThat(reading.facts())
                .containsExactly(
                        new KeysCounted(Name.ROOT, new Count(span, 1, 1, Optional.of(0), Optional.of(true))),
                        new KeysCounted(name("alice"), new Count(span, 2, 2, Optional.of(1), Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({"true,true,1,2147483647", "false,false,0,0", ",true,0,2147483647", "true,,1,2147483647"})
    void summary_tellsWhetherThereAreAny(Boolean keys, Boolean certificates, int atLeast, int atMost)
            throws RejectedException {
        assertThat(read(summary(keys, certificates)).facts())
                .containsExactly(new KeysCounted(
                        Name.ROOT,
                        new Count(
                                new Span(AS_OF, UNTIL),
                                atLeast,
                                atMost,
                                Optional.empty(),
                                Optional.ofNullable(certificates))));
    }

    @Test
    void summaryThatDoesNotTell_isNoFact() throws RejectedException {
        assertThat(read(summary(null, null)).facts()).isEmpty();
    }

    @Test
    void keyShownTwice_isActiveIfItIsInEither() {
        // Given
        var active = new ListedKey(K1, true, Optional.empty());
        var inactive = new ListedKey(K1, false, Optional.empty());
        // Then
        assertThat(new Listing(name("alice"), Optional.empty(), "", List.of(active, inactive)).keys())
                .containsExactly(active);
        assertThat(new Listing(name("alice"), Optional.empty(), "", List.of(inactive, active)).keys())
                .containsExactly(active);
    }

    @Test
    void onlyACountOfWhichNothingIsLeftOpen_isExact() {
        var span = new Span(AS_OF, UNTIL);
        assertThat(Count.ofReport(span, 2, 1, 0).isExact()).isTrue();
        assertThat(Count.ofSummary(span, Optional.of(true), Optional.empty()).isExact())
                .isFalse();
    }

    @Test
    void numberedParts_haveTheirSpans() {
        assertThat(SnapshotFacts.span(users())).isEqualTo(new Span(AS_OF, UNTIL));
        assertThat(SnapshotFacts.span(summary(true, true))).isEqualTo(new Span(AS_OF, UNTIL));
        assertThat(SnapshotFacts.span(report())).isEqualTo(new Span(AS_OF, AS_OF));
    }

    private static Reading read(SnapshotPart part) throws RejectedException {
        return SnapshotFacts.read(part, MARGIN, AS_OF);
    }

    private static void assertRejected(SnapshotPart part, RejectReason reason) {
        assertThatThrownBy(() -> read(part))
                .isInstanceOfSatisfying(RejectedException.class, rejection -> assertThat(rejection.reason())
                        .isEqualTo(reason));
    }

    private static SnapshotPart.Users users(SnapshotPart.User... users) {
        return new SnapshotPart.Users("s", 1, ACCOUNT, AS_OF, UNTIL, List.of(users));
    }

    private static SnapshotPart.User user(String name, String id, String arn, SnapshotPart.Key... keys) {
        return new SnapshotPart.User(name, Optional.of(id), Optional.of(arn), List.of(keys));
    }

    private static SnapshotPart.Report report(Principal... principals) {
        return new SnapshotPart.Report("s", 1, ACCOUNT, AS_OF, List.of(principals));
    }

    private static SnapshotPart.Root summary(Boolean keys, Boolean certificates) {
        return new SnapshotPart.Root(
                "s", 1, ACCOUNT, AS_OF, UNTIL, Optional.ofNullable(keys), Optional.ofNullable(certificates));
    }

    private static Name name(String name) {
        return Name.of(name).orElseThrow();
    }
}
