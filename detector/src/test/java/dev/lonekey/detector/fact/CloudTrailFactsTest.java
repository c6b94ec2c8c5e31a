package dev.lonekey.detector.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.detector.fact.Fact.KeyChanged;
import dev.lonekey.detector.fact.Fact.KeyUsed;
import dev.lonekey.detector.fact.Fact.UserCreated;
import dev.lonekey.detector.fact.Fact.UserDeleted;
import dev.lonekey.detector.fact.Fact.UserRenamed;
import dev.lonekey.detector.fact.Reading.Kind;
import dev.lonekey.detector.fact.Reading.Remark;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudTrailFactsTest {

    private static final String K1 = "AKIAIOSFODNN7EXAMPLE";
    private static final String K9 = "AKIAI99QH8DHBEXAMPLE";
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final String ROLE = """
            {"type":"AssumedRole","accountId":"111122223333","accessKeyId":"ASIAIOSFODNN7EXAMPLE",
            "sessionContext":{"sessionIssuer":{"type":"Role","userName":"admin"}}}""";
    private static final String BOB = """
            {"type":"IAMUser","accountId":"111122223333","userName":"Bob","accessKeyId":"ASIAIOSFODNN7EXAMPLE"}""";
    private static final String BOB_WITH_K9 = """
            {"type":"IAMUser","accountId":"111122223333","userName":"Bob","accessKeyId":"%s"}""".formatted(K9);
    /** The user name of Root is the account's alias. */
    private static final String ROOT = """
            {"type":"Root","accountId":"111122223333","userName":"my-alias","accessKeyId":"ASIAIOSFODNN7EXAMPLE"}""";

    private static final String NEW_KEY = "\"responseElements\":{\"accessKey\":{\"accessKeyId\":\"" + K1 + "\"}}";

    @Test
    void createAccessKey_isCreatedForTheRequestedUser() throws RejectedException {
        assertThat(facts("CreateAccessKey", ROLE, "\"requestParameters\":{\"userName\":\"alice\"}," + NEW_KEY))
                .containsExactly(key("alice", KeyChange.CREATED));
    }

    @Test
    void createAccessKeyWithoutRequestedName_isTheResponsesUser() throws RejectedException {
        assertThat(facts(
                        "CreateAccessKey",
                        BOB,
                        "\"requestParameters\":null,\"responseElements\":{\"accessKey\":{\"userName\":\"carol\",\"accessKeyId\":\""
                                + K1 + "\"}}"))
                .containsExactly(key("carol", KeyChange.CREATED));
    }

    @Test
    void requestedName_countsBeforeTheResponses() throws RejectedException {
        assertThat(facts(
                        "CreateAccessKey",
                        ROLE,
                        "\"requestParameters\":{\"userName\":\"alice\"},"
                                + "\"responseElements\":{\"accessKey\":{\"userName\":\"carol\",\"accessKeyId\":\"" + K1
                                + "\"}}"))
                .containsExactly(key("alice", KeyChange.CREATED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXAMPLEKEY", "1234567890", "akia_lower_case_0001"})
    void idOfAnyForm_isAKeys(String id) throws RejectedException {
        assertThat(facts(
                        "DeleteAccessKey",
                        ROLE,
                        "\"requestParameters\":{\"userName\":\"alice\",\"accessKeyId\":\"" + id + "\"}"))
                .containsExactly(new KeyChanged(id, Optional.of(name("alice")), KeyChange.DELETED, AT));
    }

    @Test
    void rootSigningWithALongTermKey_hasThatKey() throws RejectedException {
        assertThat(facts(
                        "DeleteUser",
                        ROOT.replace("ASIAIOSFODNN7EXAMPLE", K9),
                        "\"requestParameters\":{\"userName\":\"alice\"}"))
                .containsExactly(new UserDeleted(name("alice"), AT), new KeyUsed(K9, Optional.of(Name.ROOT), AT));
    }

    @Test
    void roleOrServiceWithALongTermKey_hasNone() throws RejectedException {
        assertThat(facts(
                        "DeleteUser",
                        ROLE.replace("ASIAIOSFODNN7EXAMPLE", K9),
                        "\"requestParameters\":{\"userName\":\"alice\"}"))
                .containsExactly(new UserDeleted(name("alice"), AT));
    }

    @Test
    void callerWithAnId_tellsWhoseNameItIs() throws RejectedException {
        assertThat(facts(
                        "CreateAccessKey",
                        BOB.replace("\"userName\"", "\"principalId\":\"AIDABOB\",\"userName\""),
                        NEW_KEY))
                .containsExactly(key("bob", KeyChange.CREATED), new Fact.UserSeen(name("bob"), "AIDABOB", AT));
    }

    @Test
    void namelessCallOfAnIamUser_meansItself() throws RejectedException {
        assertThat(facts("CreateAccessKey", BOB, NEW_KEY)).containsExactly(key("bob", KeyChange.CREATED));
        assertThat(facts("DeleteAccessKey", BOB, "\"requestParameters\":{\"accessKeyId\":\"" + K1 + "\"}"))
                .containsExactly(key("bob", KeyChange.DELETED));
    }

    @Test
    void namelessCallOfARole_hasNoOwnerYet() throws RejectedException {
        assertThat(facts("DeleteAccessKey", ROLE, "\"requestParameters\":{\"accessKeyId\":\"" + K1 + "\"}"))
                .containsExactly(new KeyChanged(K1, Optional.empty(), KeyChange.DELETED, AT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"x\":1",
                "\"requestParameters\":null",
                "\"requestParameters\":{}",
                "\"requestParameters\":{\"userName\":null}",
                "\"requestParameters\":{\"userName\":\"AWS ROOT USER\"}"
            })
    void rootWithoutALegalName_isRootAndNeverTheAlias(String request) throws RejectedException {
        assertThat(facts("CreateAccessKey", ROOT, request + "," + NEW_KEY)).containsExactly(key("", KeyChange.CREATED));
    }

    @Test
    void rootAnsweredWithAName_isStillRoot() throws RejectedException {
        assertThat(facts(
                        "CreateAccessKey",
                        ROOT,
                        "\"responseElements\":{\"accessKey\":{\"userName\":\"Root\",\"accessKeyId\":\"" + K1 + "\"}}"))
                .containsExactly(key("", KeyChange.CREATED));
    }

    @Test
    void rootActingOnAUser_isTheUsersKey() throws RejectedException {
        assertThat(facts("CreateAccessKey", ROOT, "\"requestParameters\":{\"userName\":\"root\"}," + NEW_KEY))
                .containsExactly(key("root", KeyChange.CREATED));
    }

    @ParameterizedTest
    @CsvSource({"Active,ACTIVATED", "Inactive,DEACTIVATED", "Expired,DEACTIVATED", "active,DEACTIVATED"})
    void updateAccessKey_isActiveOnlyForExactlyThat(String status, KeyChange change) throws RejectedException {
        var reading = read(
                "UpdateAccessKey",
                ROLE,
                "\"requestParameters\":{\"userName\":\"alice\",\"accessKeyId\":\"" + K1 + "\",\"status\":\"" + status
                        + "\"}");
        assertThat(reading.facts()).containsExactly(key("alice", change));
        assertThat(reading.remarks().contains(Remark.UNKNOWN_KEY_STATUS))
                .isEqualTo(!status.equals("Active") && !status.equals("Inactive"));
    }

    @Test
    void callSignedWithALongTermKey_showsThatKeyActive() throws RejectedException {
        assertThat(facts("CreateAccessKey", BOB_WITH_K9, NEW_KEY))
                .containsExactly(key("bob", KeyChange.CREATED), new KeyUsed(K9, Optional.of(name("bob")), AT));
    }

    @Test
    void deniedCall_changesNothingButShowsItsKeyActive() throws RejectedException {
        var reading = read(
                "CreateAccessKey",
                BOB_WITH_K9,
                "\"errorCode\":\"AccessDenied\",\"requestParameters\":null,\"responseElements\":null");
        assertThat(reading.kind()).isEqualTo(Kind.DENIED);
        assertThat(reading.facts()).containsExactly(new KeyUsed(K9, Optional.of(name("bob")), AT));
    }

    @Test
    void deniedRootCall_isNoRootKey() throws RejectedException {
        assertThat(facts("CreateAccessKey", ROOT, "\"errorCode\":\"AccessDenied\",\"requestParameters\":null"))
                .isEmpty();
    }

    @Test
    void emptyErrorCode_isSuccess() throws RejectedException {
        assertThat(facts("CreateAccessKey", BOB, "\"errorCode\":\"\"," + NEW_KEY))
                .hasSize(1);
        assertThat(facts("CreateAccessKey", BOB, "\"errorCode\":null," + NEW_KEY))
                .hasSize(1);
    }

    @Test
    void keyOfACallerFromAnotherAccount_isNotOfThisOne() throws RejectedException {
        var stranger = BOB_WITH_K9.replace("111122223333", "444455556666");
        assertThat(facts("DeleteUser", stranger, "\"requestParameters\":{\"userName\":\"alice\"}"))
                .containsExactly(new UserDeleted(name("alice"), AT));
    }

    @Test
    void exceededKeyQuota_isRemarked() throws RejectedException {
        var reading = read(
                "CreateAccessKey",
                ROLE,
                "\"errorCode\":\"LimitExceededException\",\"errorMessage\":\"Cannot exceed quota for AccessKeysPerUser: 2\"");
        assertThat(reading.remarks()).containsExactly(Remark.KEY_QUOTA_EXCEEDED);
        assertThat(reading.facts()).isEmpty();
    }

    @Test
    void userEvents_areTheirFacts() throws RejectedException {
        assertThat(
                        facts(
                                "CreateUser",
                                ROLE,
                                "\"requestParameters\":{\"userName\":\"alice\"},\"responseElements\":{\"user\":{\"userId\":\"AIDAEXAMPLE\"}}"))
                .containsExactly(new UserCreated(name("alice"), Optional.of("AIDAEXAMPLE"), AT));
        assertThat(facts("DeleteUser", ROLE, "\"requestParameters\":{\"userName\":\"alice\"}"))
                .containsExactly(new UserDeleted(name("alice"), AT));
        assertThat(facts("UpdateUser", ROLE, "\"requestParameters\":{\"userName\":\"alice\",\"newUserName\":\"anna\"}"))
                .containsExactly(new UserRenamed(name("alice"), name("anna"), AT));
        assertThat(facts("UpdateUser", ROLE, "\"requestParameters\":{\"userName\":\"alice\",\"newPath\":\"/ops/\"}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CreateAccessKey,{},WRONG_SHAPE",
        "UpdateAccessKey,{},WRONG_SHAPE",
        "DeleteUser,{},WRONG_SHAPE",
        "DeleteUser,{\"userName\":\"two words\"},WRONG_SHAPE",
        "UpdateUser,'{\"userName\":\"a\",\"newUserName\":\"b c\"}',WRONG_SHAPE",
        "DeleteAccessKey,{\"accessKeyId\":\"no key\"},WRONG_SHAPE"
    })
    void successWithoutWhatItMustTell_isRejected(String event, String request, RejectReason reason) {
        assertThatThrownBy(() -> read(event, ROLE, "\"requestParameters\":" + request))
                .isInstanceOfSatisfying(RejectedException.class, rejection -> assertThat(rejection.reason())
                        .isEqualTo(reason));
    }

    @Test
    void deletionThatNamesNobody_isNotTheCallers() {
        assertThatThrownBy(() -> read("DeleteUser", BOB, "\"requestParameters\":null"))
                .isInstanceOf(RejectedException.class);
    }

    @Test
    void userIdThatIsNone_isLeftOut() throws RejectedException {
        assertThat(facts(
                        "CreateUser",
                        ROLE,
                        "\"requestParameters\":{\"userName\":\"alice\"},\"responseElements\":{\"user\":{\"userId\":\""
                                + "x".repeat(600) + "\"}}"))
                .containsExactly(new UserCreated(name("alice"), Optional.empty(), AT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-999999999-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "+10000-01-01T00:00:00Z"})
    void timeThatNoEventCanHave_isRejected(String time) {
        var record = record("DeleteUser", ROLE, "\"requestParameters\":{\"userName\":\"alice\"}")
                .replace("2026-03-01T10:00:00Z", time);
        assertThatThrownBy(
                        () -> CloudTrailFacts.read(CloudTrailRecord.parse(record.getBytes(StandardCharsets.UTF_8)), AT))
                .hasMessageStartingWith("no-time");
    }

    @Test
    void eventOfAnotherKind_isIgnored() throws RejectedException {
        assertThat(read("ListUsers", BOB_WITH_K9, "\"requestParameters\":null").kind())
                .isEqualTo(Kind.IGNORED);
    }

    @Test
    void callOfAUser_tellsItsIdUnlessItIsAnotherAccounts() throws RejectedException {
        // Given
        var caller = BOB.replace("{", "{\"principalId\":\"AIDABOB\",");
        var request = "\"requestParameters\":{\"userName\":\"alice\"}";
        // Then
        assertThat(facts("DeleteUser", caller, request))
                .containsExactly(new UserDeleted(name("alice"), AT), new Fact.UserSeen(name("bob"), "AIDABOB", AT));
        assertThat(facts("DeleteUser", caller.replace("111122223333", "444455556666"), request))
                .containsExactly(new UserDeleted(name("alice"), AT));
        assertThat(facts("DeleteUser", caller.replace("AIDABOB", "no id"), request))
                .containsExactly(new UserDeleted(name("alice"), AT));
    }

    @ParameterizedTest
    @CsvSource({
        "UpdateAccessKey,LimitExceededException,AccessKeysPerUser",
        "CreateAccessKey,LimitExceededException,UsersPerAccount",
        "CreateAccessKey,AccessDenied,AccessKeysPerUser"
    })
    void otherFailures_areNotRemarked(String event, String code, String message) throws RejectedException {
        assertThat(read(event, ROLE, "\"errorCode\":\"" + code + "\",\"errorMessage\":\"" + message + "\"")
                        .remarks())
                .isEmpty();
    }

    @Test
    void createdUserWithoutRequestedName_isTheResponses() throws RejectedException {
        assertThat(facts("CreateUser", ROLE, "\"responseElements\":{\"user\":{\"userName\":\"alice\"}}"))
                .containsExactly(new UserCreated(name("alice"), Optional.empty(), AT));
        assertThatThrownBy(() -> read("CreateUser", ROLE, "\"responseElements\":null"))
                .isInstanceOf(RejectedException.class);
    }

    @Test
    void timeWithFractionAndOffset_isTakenInWholeSeconds() throws RejectedException {
        var record = record("DeleteUser", ROLE, "\"requestParameters\":{\"userName\":\"alice\"}")
                .replace("10:00:00Z", "12:00:00.987+02:00");
        assertThat(CloudTrailFacts.read(CloudTrailRecord.parse(record.getBytes(StandardCharsets.UTF_8)), AT)
                        .facts())
                .containsExactly(new UserDeleted(name("alice"), AT));
    }

    private static Fact key(String owner, KeyChange change) {
        return new KeyChanged(K1, Optional.of(owner.isEmpty() ? Name.ROOT : name(owner)), change, AT);
    }

    private static Name name(String name) {
        return Name.of(name).orElseThrow();
    }

    private static List<Fact> facts(String event, String caller, String rest) throws RejectedException {
        return read(event, caller, rest).facts();
    }

    private static Reading read(String event, String caller, String rest) throws RejectedException {
        return CloudTrailFacts.read(
                CloudTrailRecord.parse(record(event, caller, rest).getBytes(StandardCharsets.UTF_8)), AT);
    }

    private static String record(String event, String caller, String rest) {
        return "{\"eventTime\":\"2026-03-01T10:00:00Z\",\"eventSource\":\"iam.amazonaws.com\",\"eventName\":\"" + event
                + "\",\"recipientAccountId\":\"111122223333\",\"userIdentity\":" + caller + "," + rest + "}";
    }
}
