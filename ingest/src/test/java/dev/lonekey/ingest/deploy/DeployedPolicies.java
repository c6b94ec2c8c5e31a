package dev.lonekey.ingest.deploy;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What stands in {@code deploy/aws}, which tells it three times: as policies, for CloudFormation and for Terraform. */
final class DeployedPolicies {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final ObjectMapper YAML = YAMLMapper.builder().build();
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern STATEMENT =
            Pattern.compile("sid\\s*=\\s*\"(?<sid>\\w+)\"\\s+actions\\s*=\\s*\\[(?<actions>[^]]*)]");

    private DeployedPolicies() {}

    /** The actions that the role in every account allows. */
    static Set<String> memberActions() {
        return actions(inPolicy("member-role.json"));
    }

    /** The actions that ingest's own role allows, but for decrypting the queue: SQS does that in its name. */
    static Set<String> ingestActions() {
        return actions(inPolicy("ingest.json"));
    }

    /** The {@code deploy/aws} of this clone, found from wherever the test was started. */
    static Path folder() {
        var from = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        return Stream.iterate(from, at -> at != null, Path::getParent)
                .map(at -> at.resolve("deploy").resolve("aws"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no deploy/aws in " + from + " or above"));
    }

    /** The actions of each statement of a file in {@code policies}. */
    static Map<String, Set<String>> inPolicy(String name) {
        return statements(parsed(JSON, "policies/" + name));
    }

    /** The actions of each statement with which a template lets the resource {@code name} do something. */
    static Map<String, Set<String>> inTemplate(String template, String name) {
        var properties = template(template).at("/Resources/" + name + "/Properties");
        return statements(properties.has("Policies") ? properties.get("Policies") : properties.get("PolicyDocument"));
    }

    /** The actions of each statement of a policy document of a Terraform module. */
    static Map<String, Set<String>> inModule(String module, String name) {
        var start = "data \"aws_iam_policy_document\" \"" + name + "\" {";
        var statements = new TreeMap<String, Set<String>>();
        var matcher = STATEMENT.matcher(between(module(module), start, "\n}\n"));
        while (matcher.find()) {
            statements.put(matcher.group("sid"), quoted(matcher.group("actions")));
        }
        return statements;
    }

    /** What the list {@code name} of a module's event pattern holds. */
    static Set<String> patternInModule(String module, String name) {
        var list = Pattern.compile("\\b" + Pattern.quote(name) + "\\s*=\\s*\\[([^]]*)]")
                .matcher(module(module));
        if (!list.find()) {
            throw new IllegalStateException("no list " + name + " in the module " + module);
        }
        return quoted(list.group(1));
    }

    /** What the list at {@code path} of the event pattern of a template's rule holds. */
    static Set<String> patternInTemplate(String template, String rule, String path) {
        return texts(template(template).at("/Resources/" + rule + "/Properties/EventPattern/" + path));
    }

    /** A template; its tags, such as {@code !Sub}, are lost, their arguments are not. */
    static JsonNode template(String name) {
        return parsed(YAML, "cloudformation/" + name);
    }

    private static Map<String, Set<String>> statements(JsonNode policy) {
        var statements = new TreeMap<String, Set<String>>();
        for (var statement : policy.findParents("Sid")) {
            statements.put(statement.get("Sid").asText(), texts(statement.get("Action")));
        }
        return statements;
    }

    private static Set<String> actions(Map<String, Set<String>> statements) {
        return statements.values().stream().flatMap(Set::stream).collect(toUnmodifiableSet());
    }

    private static Set<String> texts(JsonNode textOrList) {
        return textOrList.isTextual()
                ? Set.of(textOrList.asText())
                : StreamSupport.stream(textOrList.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(toCollection(TreeSet::new));
    }

    private static Set<String> quoted(String list) {
        return QUOTED.matcher(list).results().map(match -> match.group(1)).collect(toCollection(TreeSet::new));
    }

    private static String between(String text, String start, String end) {
        var from = text.indexOf(start);
        if (from < 0) {
            throw new IllegalStateException("no " + start);
        }
        return text.substring(from, text.indexOf(end, from));
    }

    private static String module(String name) {
        try {
            return Files.readString(folder().resolve("terraform/" + name + "/main.tf"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parsed(ObjectMapper mapper, String file) {
        try {
            return mapper.readTree(folder().resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
