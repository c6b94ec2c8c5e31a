package dev.lonekey.ingest.standin;

import static dev.lonekey.ingest.standin.JsonProtocol.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lonekey.ingest.standin.StandInOrganization.Member;
import dev.lonekey.ingest.standin.StandInOrganization.Unit;
import java.util.List;
import java.util.function.Function;

/** Organizations in the JSON protocol, for the management account and those to which it delegates. */
final class OrganizationsService implements Service {

    private static final JsonProtocol PROTOCOL = new JsonProtocol("application/x-amz-json-1.1", "");
    private static final String ORGANIZATION_ID = "o-exampleorgid";

    private final StandInOrganization organization;
    private final String managementAccount;

    OrganizationsService(StandInOrganization organization, String managementAccount) {
        this.organization = organization;
        this.managementAccount = managementAccount;
    }

    @Override
    public Answer answer(Request request) {
        if (!organization.inUse()) {
            throw new ServiceError(
                    400, "AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
        }
        var anyMemberMay = request.action().equals("DescribeOrganization");
        if (!anyMemberMay && !organization.mayAsk(request.caller().account())) {
            throw new ServiceError(400, "AccessDeniedException", "You don't have permissions to access this resource.");
        }
        return PROTOCOL.result(request, result(request));
    }

    @Override
    public Answer answer(ServiceError error, String requestId) {
        return PROTOCOL.error(error, "", requestId);
    }

    @Override
    public ServiceError refuse(Refusal refusal, String message) {
        var code =
                switch (refusal) {
                    case THROTTLED -> "TooManyRequestsException";
                    case DENIED -> "AccessDeniedException";
                    case EXPIRED_TOKEN -> "ExpiredTokenException";
                    case UNKNOWN_KEY -> "UnrecognizedClientException";
                    case SKEWED_CLOCK -> "InvalidSignatureException";
                };
        return new ServiceError(400, code, message);
    }

    @Override
    public String resourceOf(Request request) {
        return "*";
    }

    private JsonNode result(Request request) {
        return switch (request.action()) {
            case "DescribeOrganization" -> describeOrganization(request);
            case "ListAccounts" ->
                page(request, "Accounts", organization.members(), member -> account(request, member));
            case "ListAccountsForParent" ->
                page(
                        request,
                        "Accounts",
                        organization.membersIn(unit(request, "ParentId")),
                        member -> account(request, member));
            case "ListRoots" ->
                page(
                        request,
                        "Roots",
                        List.of(organization.unitAt(StandInOrganization.ROOT)),
                        unit -> unit(request, unit));
            case "ListOrganizationalUnitsForParent" ->
                page(request, "OrganizationalUnits", children(unit(request, "ParentId")), unit -> unit(request, unit));
            case "ListParents" ->
                page(request, "Parents", List.of(parent(request.required("ChildId"))), parent -> object().put(
                                "Id", parent.id())
                        .put("Type", parent.isRoot() ? "ROOT" : "ORGANIZATIONAL_UNIT"));
            case "DescribeOrganizationalUnit" ->
                object().set("OrganizationalUnit", unit(request, unit(request, "OrganizationalUnitId")));
            default -> throw ServiceError.invalidAction(request.action());
        };
    }

    private JsonNode describeOrganization(Request request) {
        var result = object();
        result.putObject("Organization")
                .put("Id", ORGANIZATION_ID)
                .put("Arn", arn(request, "organization/" + ORGANIZATION_ID))
                .put("FeatureSet", "ALL")
                .put("MasterAccountId", managementAccount)
                .put("MasterAccountArn", arn(request, "account/" + ORGANIZATION_ID + '/' + managementAccount))
                .put("MasterAccountEmail", managementAccount + "@example.com");
        return result;
    }

    /** A page as of the token, which counts items; a token that ends with {@code e} asks for an empty page. */
    private <T> JsonNode page(Request request, String list, List<T> all, Function<T, JsonNode> item) {
        var token = request.text("NextToken").orElse(organization.emptyPages() ? "0e" : "0");
        var result = object();
        var items = result.putArray(list);
        if (token.endsWith("e")) {
            return result.put("NextToken", token.substring(0, token.length() - 1));
        }
        var from = start(token);
        var to = Math.min(from + Math.min(organization.pageSize(), request.number("MaxResults", 20)), all.size());
        all.subList(Math.min(from, to), to).forEach(each -> items.add(item.apply(each)));
        if (to < all.size()) {
            result.put("NextToken", to + (organization.emptyPages() ? "e" : ""));
        }
        return result;
    }

    private static int start(String token) {
        try {
            return Integer.parseInt(token);
        } catch (NumberFormatException e) {
            throw new ServiceError(
                    400, "InvalidInputException", "You provided an invalid NextToken: " + e.getMessage());
        }
    }

    private List<Unit> children(Unit parent) {
        return organization.units().stream()
                .filter(unit -> unit.parentPath().filter(parent.path()::equals).isPresent())
                .toList();
    }

    private Unit parent(String childId) {
        return organization
                .member(childId)
                .map(Member::path)
                .or(() -> organization.unit(childId).flatMap(Unit::parentPath))
                .map(organization::unitAt)
                .orElseThrow(() ->
                        new ServiceError(400, "ChildNotFoundException", "You specified a child that doesn't exist."));
    }

    private Unit unit(Request request, String parameter) {
        var code = parameter.equals("ParentId") ? "ParentNotFoundException" : "OrganizationalUnitNotFoundException";
        return organization
                .unit(request.required(parameter))
                .orElseThrow(() -> new ServiceError(400, code, "You specified a unit that doesn't exist."));
    }

    private ObjectNode unit(Request request, Unit unit) {
        var resource = (unit.isRoot() ? "root/" : "ou/") + ORGANIZATION_ID + '/' + unit.id();
        return object().put("Id", unit.id()).put("Arn", arn(request, resource)).put("Name", unit.name());
    }

    private ObjectNode account(Request request, Member member) {
        var account = object().put("Id", member.id())
                .put("Arn", arn(request, "account/" + ORGANIZATION_ID + '/' + member.id()))
                .put("Email", member.id() + "@example.com")
                .put("Name", member.name())
                .put("State", member.status())
                .put("JoinedMethod", "CREATED")
                .put("JoinedTimestamp", member.joinedAt().getEpochSecond());
        if (organization.hasStatusField()) {
            account.put("Status", member.status().equals("CLOSED") ? "SUSPENDED" : member.status());
        }
        return account;
    }

    private String arn(Request request, String resource) {
        return "arn:%s:organizations::%s:%s".formatted(request.partition(), managementAccount, resource);
    }
}
