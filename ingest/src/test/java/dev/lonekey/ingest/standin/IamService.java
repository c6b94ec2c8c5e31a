package dev.lonekey.ingest.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** IAM, for the account of the caller. */
final class IamService implements Service {

    private static final QueryProtocol PROTOCOL = new QueryProtocol("https://iam.amazonaws.com/doc/2010-05-08/");

    private final Function<String, StandInAccount> accounts;

    IamService(Function<String, StandInAccount> accounts) {
        this.accounts = accounts;
    }

    @Override
    public Answer answer(Request request) {
        var account = accounts.apply(request.caller().account());
        return switch (request.action()) {
            case "GetAccountSummary" -> summary(request, account.shown());
            case "ListUsers" -> listUsers(request, account.shown());
            case "ListAccessKeys" -> listAccessKeys(request, account.shown());
            case "GetAccessKeyLastUsed" -> lastUsed(request, account);
            case "GenerateCredentialReport" -> generateReport(request, account);
            case "GetCredentialReport" -> report(request, account);
            default -> change(request, account);
        };
    }

    @Override
    public Answer answer(ServiceError error, String requestId) {
        return PROTOCOL.error(error, requestId);
    }

    @Override
    public ServiceError refuse(Refusal refusal, String message) {
        return QueryProtocol.refuse(refusal, message);
    }

    @Override
    public String resourceOf(Request request) {
        return switch (request.action()) {
            case "GetAccountSummary", "GenerateCredentialReport", "GetCredentialReport" -> "*";
            case "ListUsers" ->
                "arn:%s:iam::%s:user/"
                        .formatted(request.partition(), request.caller().account());
            case "GetAccessKeyLastUsed" ->
                "access key " + request.text("AccessKeyId").orElse("");
            default -> "user " + request.text("UserName").orElse("");
        };
    }

    private Answer summary(Request request, IamState state) {
        var entries = new TreeMap<String, Integer>();
        entries.put("Users", state.users().size());
        entries.put("UsersQuota", 5000);
        entries.put("Groups", 0);
        entries.put("GroupsQuota", 300);
        entries.put("AccessKeysPerUserQuota", 2);
        entries.put("SigningCertificatesPerUserQuota", 2);
        if (state.rootInSummary()) {
            entries.put("AccountAccessKeysPresent", state.rootKeys().isEmpty() ? 0 : 1);
            entries.put("AccountSigningCertificatesPresent", state.rootCertificates() == 0 ? 0 : 1);
            entries.put("AccountPasswordPresent", 1);
            entries.put("AccountMFAEnabled", 1);
        }
        return PROTOCOL.result(
                request,
                xml -> xml.element(
                        "SummaryMap",
                        () -> entries.forEach((key, value) ->
                                xml.element("entry", () -> xml.value("key", key).value("value", value)))));
    }

    private Answer listUsers(Request request, IamState state) {
        var page = Page.of(state.users(), request);
        return PROTOCOL.result(
                request,
                xml -> writePage(
                        xml, page, "Users", (key, user) -> xml.element("member", () -> writeUser(request, xml, user))));
    }

    private Answer listAccessKeys(Request request, IamState state) {
        var name = request.text("UserName")
                .orElseThrow(() -> new ServiceError(
                        400, "ValidationError", "Must specify userName when calling with non-User credentials"));
        var user = state.existing(name);
        var keys = new TreeMap<String, IamKey>();
        user.keys().forEach(key -> keys.put(key.id(), key));
        var page = Page.of(keys, request);
        return PROTOCOL.result(
                request,
                xml -> writePage(xml, page, "AccessKeyMetadata", (id, key) -> writeKey(xml, user.name(), key)));
    }

    private Answer lastUsed(Request request, StandInAccount account) {
        var keyId = request.required("AccessKeyId");
        var owner = account.shown().ownerOf(keyId).orElseThrow(() -> ServiceError.noSuchEntity("Access Key", keyId));
        var use = account.lastUse(keyId);
        return PROTOCOL.result(
                request, xml -> xml.value("UserName", owner.name()).element("AccessKeyLastUsed", () -> {
                    use.ifPresent(at -> xml.value("LastUsedDate", at));
                    xml.value("ServiceName", use.isPresent() ? "s3" : "N/A")
                            .value("Region", use.isPresent() ? "us-east-1" : "N/A");
                }));
    }

    private Answer generateReport(Request request, StandInAccount account) {
        var report = new CredentialReport(request.partition(), account.id(), account::lastUse);
        var state = account.reports().order(now -> report.of(account.shown()));
        return PROTOCOL.result(request, xml -> {
            xml.value("State", state);
            if (state.equals("STARTED")) {
                xml.value("Description", "No report exists. Starting a new report generation task");
            }
        });
    }

    private Answer report(Request request, StandInAccount account) {
        var report = account.reports().fetch();
        return PROTOCOL.result(request, xml -> xml.value(
                        "Content",
                        Base64.getEncoder().encodeToString(report.content().getBytes(UTF_8)))
                .value("ReportFormat", "text/csv")
                .value("GeneratedTime", report.generated().truncatedTo(ChronoUnit.SECONDS)));
    }

    private Answer change(Request request, StandInAccount account) {
        var by = request.caller().identity(request.partition());
        switch (request.action()) {
            case "CreateUser" -> {
                var user = account.createUser(request.required("UserName"), by);
                return PROTOCOL.result(request, xml -> xml.element("User", () -> writeUser(request, xml, user)));
            }
            case "CreateAccessKey" -> {
                return createAccessKey(request, account, by);
            }
            case "UpdateAccessKey" ->
                account.setStatus(
                        request.required("UserName"), request.required("AccessKeyId"), request.required("Status"), by);
            case "DeleteAccessKey" ->
                account.deleteKey(request.required("UserName"), request.required("AccessKeyId"), by);
            case "UpdateUser" -> account.renameUser(request.required("UserName"), request.required("NewUserName"), by);
            case "DeleteUser" -> account.deleteUser(request.required("UserName"), by);
            default -> throw ServiceError.invalidAction(request.action());
        }
        return PROTOCOL.done(request);
    }

    private static Answer createAccessKey(Request request, StandInAccount account, ObjectNode by) {
        var user = request.required("UserName");
        var key = account.createKey(user, by);
        return PROTOCOL.result(
                request,
                xml -> xml.element("AccessKey", () -> {
                    writeKeyMembers(xml, user, key);
                    xml.value("SecretAccessKey", Sessions.SECRET);
                }));
    }

    private static <V> void writePage(Xml xml, Page<V> page, String list, BiConsumer<String, V> item) {
        xml.element(list, () -> page.items().forEach(item));
        xml.value("IsTruncated", page.next().isPresent());
        page.next().ifPresent(marker -> xml.value("Marker", marker));
    }

    private static void writeUser(Request request, Xml xml, IamUser user) {
        var arn = "arn:%s:iam::%s:user/%s"
                .formatted(request.partition(), request.caller().account(), user.name());
        xml.value("Path", "/")
                .value("UserName", user.name())
                .value("UserId", user.id())
                .value("Arn", arn)
                .value("CreateDate", user.createdAt());
    }

    private static void writeKeyMembers(Xml xml, String user, IamKey key) {
        xml.value("UserName", user)
                .value("AccessKeyId", key.id())
                .value("Status", key.status())
                .value("CreateDate", key.createdAt());
    }

    private static void writeKey(Xml xml, String user, IamKey key) {
        xml.element("member", () -> writeKeyMembers(xml, user, key));
    }
}
