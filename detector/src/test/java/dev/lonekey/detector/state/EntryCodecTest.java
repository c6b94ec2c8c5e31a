package dev.lonekey.detector.state;

import static dev.lonekey.detector.account.Told.K1;
import static dev.lonekey.detector.account.Told.K2;
import static dev.lonekey.detector.account.Told.created;
import static dev.lonekey.detector.account.Told.deleted;
import static dev.lonekey.detector.account.Told.name;
import static dev.lonekey.detector.account.Told.renamed;
import static dev.lonekey.detector.account.Told.time;
import static dev.lonekey.detector.account.Told.used;
import static dev.lonekey.detector.account.Told.userCreated;
import static dev.lonekey.detector.account.Told.userDeleted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lonekey.contract.account.TrailStatus;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import dev.lonekey.detector.account.AccountFile;
import dev.lonekey.detector.account.Entry.CaseFile;
import dev.lonekey.detector.account.Entry.Headline;
import dev.lonekey.detector.account.Entry.Reference;
import dev.lonekey.detector.fact.Fact;
import dev.lonekey.detector.fact.KeyChange;
import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.fact.Subject;
import dev.lonekey.detector.history.Completed;
import dev.lonekey.detector.history.Dossier;
import dev.lonekey.detector.rule.Breach;
import dev.lonekey.detector.trail.Aspect;
import dev.lonekey.detector.trail.Trail;
import dev.lonekey.detector.violation.PublishedViolation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryCodecTest {

    private static final CaseFile FILE = file();

    /** What is on the disks of users. If this fails, the version has to go up and the old bytes have to stay readable. */
    @Test
    void bytesOfVersionOne_areForLife() {
        assertThat(EntryCodec.toBytes(EntryCodec.fromBytes(HexFormat.of().parseHex(GOLDEN))))
                .isEqualTo(EntryCodec.toBytes(FILE));
        assertThat(EntryCodec.fromBytes(HexFormat.of().parseHex("010003626f62")))
                .isEqualTo(new Reference(new Subject.OfName(name("Bob"))));
        assertThat(EntryCodec.fromBytes(HexFormat.of().parseHex("010105414b494131")))
                .isEqualTo(new Reference(new Subject.OfKey("AKIA1")));
    }

    @Test
    void whatIsWritten_isReadBack() {
        // When
        var read = (CaseFile) EntryCodec.fromBytes(HexFormat.of().parseHex(GOLDEN));
        // Then
        assertThat(EntryCodec.toBytes(read)).isEqualTo(EntryCodec.toBytes(FILE));
        assertThat(read.published()).isEqualTo(FILE.published());
        assertThat(read.dossier().userFacts()).isEqualTo(FILE.dossier().userFacts());
        assertThat(read.dossier().spellings())
                .containsExactlyElementsOf(FILE.dossier().spellings());
    }

    /** What stood there before trails were kept is read as it is; and an older program reads the newer bytes up to the trails. */
    @Test
    void trails_areWrittenBehindEverythingElse_andOnlyIfThereAreAny() {
        // Given
        var untouched = EntryCodec.toBytes(new AccountFile());
        var account = new AccountFile();
        var change = new TrailStatus.Change(
                "StopLogging", Optional.of("e-1"), time(5), Optional.of("mallory"), Optional.empty());
        account.trails().of(new Trail("audit", "us-east-1", "111122223333")).tell(Aspect.LOGGING, false, change);
        // When
        var touched = EntryCodec.toBytes(account);
        // Then
        assertThat(touched).startsWith(untouched).hasSizeGreaterThan(untouched.length);
        assertThat(((AccountFile) EntryCodec.fromBytes(untouched)).trails().isEmpty())
                .isTrue();
        assertThat(((AccountFile) EntryCodec.fromBytes(touched)).trails().status("111122223333"))
                .isEqualTo(account.trails().status("111122223333"))
                .hasSize(1);
        assertThat(EntryCodec.toBytes(EntryCodec.fromBytes(touched))).isEqualTo(touched);
    }

    @Test
    void newerVersion_isRefusedWithTheMend() {
        assertThatThrownBy(() -> EntryCodec.fromBytes(new byte[] {3, 0, 0}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 3")
                .hasMessageContaining("run a newer one");
    }

    @Test
    void damagedBytes_areToldAsSuch() {
        var bytes = EntryCodec.toBytes(FILE);
        for (var length = 0; length < bytes.length; length++) {
            var cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> EntryCodec.fromBytes(cut)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void anyByteDamaged_isReadOrToldAsSuch() {
        var bytes = EntryCodec.toBytes(FILE);
        for (var place = 0; place < bytes.length; place++) {
            for (var wrong : new byte[] {0, 1, 0x7F, (byte) 0x80, (byte) 0xFF}) {
                var damaged = bytes.clone();
                damaged[place] = wrong;
                assertReadOrTold(() -> EntryCodec.fromBytes(damaged));
                assertReadOrTold(() -> EntryCodec.headline(damaged));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "02", // no kind
                "0202", // a headline that is cut off
                "020200070000ffffffffffffffffff01", // a time beyond all times
            })
    void headlineThatIsNone_isToldAsDamaged(String hex) {
        assertThatThrownBy(() -> EntryCodec.headline(HexFormat.of().parseHex(hex)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("stored state is damaged");
    }

    @Test
    void runOfSnapshotsWithoutEnd_isToldAsDamaged() {
        // Given
        var names = new Index<Name>();
        names.add(name("alice"));
        var listing = new StateWriter()
                .number(0)
                .number(1)
                .number(0)
                .number(0)
                .text("/")
                .number(0);
        var run = listing.number(1).number(1).number(Integer.MAX_VALUE - 1).number(1);
        var in = new StateReader(run.number(0).number(0).number(0).toBytes());
        // Then
        assertThatThrownBy(() -> SightingCodec.read(in, new Dossier(Instant.EPOCH), names, new Index<>()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stored state is damaged: 2147483646 is more than 16777215");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "111122223333", "111122223333\0"})
    void keyThatIsNone_isToldAsDamaged(String key) {
        assertThatThrownBy(() -> EntryKey.fromBytes(key.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("stored state is damaged");
    }

    private static void assertReadOrTold(ThrowingCallable reading) {
        var failure = catchThrowable(reading);
        if (failure != null) {
            assertThat(failure)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("stored state ");
        }
    }

    @Test
    void userWithOneKey_takesFewBytes() {
        // Given
        var dossier = new Dossier(Instant.EPOCH);
        dossier.add(userCreated("deploy-bot", 0), new Completed());
        dossier.add(created(K1, "deploy-bot", 60), new Completed());
        // When
        var entry = EntryCodec.toBytes(new CaseFile(dossier, List.of(), Headline.BLANK));
        // Then
        assertThat(entry).hasSizeLessThan(80);
    }

    @Test
    void entriesOfAnAccount_shareAPrefixThatNoOtherHas() {
        var root = new EntryKey("111122223333", new Subject.OfName(Name.ROOT));
        var key = new EntryKey("111122223333", new Subject.OfKey(K1));
        assertThat(new String(root.toBytes(), StandardCharsets.UTF_8)).isEqualTo("111122223333\0n");
        assertThat(EntryKey.fromBytes(root.toBytes())).isEqualTo(root);
        assertThat(EntryKey.fromBytes(key.toBytes())).isEqualTo(key);
    }

    private static CaseFile file() {
        var dossier = new Dossier(Instant.EPOCH);
        List.of(
                        userCreated("alice", 0),
                        created(K1, "alice", 1),
                        created(K2, "Alice", 60),
                        used(K1, "alice", 70),
                        used(K1, "alice", 95),
                        renamed("alice", "bob", 80),
                        new Fact.KeyChanged(K2, Optional.empty(), KeyChange.DEACTIVATED, time(85)),
                        deleted(K1, "bob", 90),
                        new Fact.UserCreated(name("alice"), Optional.empty(), time(100)),
                        userDeleted("bob", 120))
                .forEach(fact -> dossier.add(fact, new Completed()));
        var open = new PublishedViolation(
                "0123456789abcdef0123456789abcdef",
                "iam-user-multiple-active-keys",
                time(60),
                time(60),
                Optional.empty(),
                1,
                Severity.MEDIUM,
                Map.of(K1, KeyStatus.ACTIVE, K2, KeyStatus.ACTIVE),
                name("Bob"),
                Discovery.LIVE,
                Optional.empty());
        var over = new PublishedViolation(
                "0123456789abcdef0123456789abcdef-2",
                "iam-user-multiple-active-keys",
                time(60),
                time(61),
                Optional.of(new Breach.End(time(90), Resolution.KEY_DELETED)),
                300,
                Severity.MEDIUM,
                Map.of(K1, KeyStatus.DELETED),
                name("alice"),
                Discovery.LATE,
                Optional.empty());
        return new CaseFile(dossier, List.of(open, over), Headline.BLANK);
    }

    private static final String GOLDEN =
            "01020205616c696365c8c59fd50c03626f62280401000a41494441616c69636530ef01020001a0010000280301280214"
                    + "414b49414934345148384448424558414d504c4502047701320014414b4941494f53464f444e4e374558414d504c4502"
                    + "04a7010bb2010127320131022030313233343536373839616263646566303132333435363738396162636465661d6961"
                    + "6d2d757365722d6d756c7469706c652d6163746976652d6b657973010100011300000200000100223031323334353637"
                    + "3839616263646566303132333435363738396162636465662d321d69616d2d757365722d6d756c7469706c652d616374"
                    + "6976652d6b657973ac020101000002013a010102";
}
