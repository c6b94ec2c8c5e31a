package dev.lonekey.ingest.account;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListRootsResponse;

/** Where accounts stand in the organization: two calls for each unit, as asking for each account would be many more. */
record OrganizationUnits(OrganizationsClient organizations) {

    /** The units' names from the root down, by account id. */
    Map<String, String> read() {
        var paths = new HashMap<String, String>();
        Pages.read(token -> organizations.listRoots(request -> request.nextToken(token)), ListRootsResponse::nextToken)
                .flatMap(page -> page.roots().stream())
                .forEach(root -> collect(root.id(), root.name(), paths));
        return Map.copyOf(paths);
    }

    private void collect(String parent, String path, Map<String, String> paths) {
        Pages.read(
                        token -> organizations.listAccountsForParent(
                                request -> request.parentId(parent).nextToken(token)),
                        ListAccountsForParentResponse::nextToken)
                .flatMap(page -> page.accounts().stream())
                .forEach(account -> paths.put(account.id(), path));
        Pages.read(
                        token -> organizations.listOrganizationalUnitsForParent(
                                request -> request.parentId(parent).nextToken(token)),
                        ListOrganizationalUnitsForParentResponse::nextToken)
                .flatMap(page -> page.organizationalUnits().stream())
                .forEach(unit -> collect(unit.id(), path + "/" + unit.name(), paths));
    }
}
