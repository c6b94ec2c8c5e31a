package dev.lonekey.detector.api;

import dev.lonekey.runtime.http.Refusal;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What the API is, for programs: the OpenAPI file, and the schemas of what travels on the topics, to which it refers. */
final class ApiDescription {

    private static final List<String> SCHEMAS = List.of("violation.schema.json", "account.schema.json");

    private ApiDescription() {}

    static void openApi(Context request) {
        request.contentType("application/yaml")
                .header("Cache-Control", "no-cache")
                .result(resource("openapi.yaml"));
    }

    static void schema(Context request) {
        var name = request.pathParam("name");
        if (!SCHEMAS.contains(name)) {
            throw new Refusal(HttpStatus.NOT_FOUND, "the schemas are " + String.join(", ", SCHEMAS));
        }
        request.contentType("application/schema+json")
                .header("Cache-Control", "no-cache")
                .result(resource("schemas/" + name));
    }

    private static byte[] resource(String name) {
        try (var resource = ApiDescription.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException(name + " was left out of the build");
            }
            return resource.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
