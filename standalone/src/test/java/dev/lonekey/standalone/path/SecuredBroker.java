package dev.lonekey.standalone.path;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.standalone.CommandLine;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A broker with TLS by an authority of its own, with passwords, and with an authorizer that allows nobody anything at first. */
final class SecuredBroker implements AutoCloseable {

    static final String ADMIN = "admin";

    private static final List<String> USERS = List.of(ADMIN, "ingest", "detector", "reader", "postman");

    private final Path folder;
    private final EmbeddedBroker broker;

    /** Starts one, and makes the topics of the contract. */
    static SecuredBroker withTopics(Path folder) throws IOException, InterruptedException {
        var broker = new SecuredBroker(folder);
        var made = CommandLine.lonekey(
                "topics", "-c", broker.configuration(ADMIN, broker.client(ADMIN, password(ADMIN))), "--create");
        assertThat(made.status()).as(made.err()).isZero();
        return broker;
    }

    private SecuredBroker(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        makeCertificate();
        broker = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, properties());
        broker.start();
    }

    private void makeCertificate() throws IOException, InterruptedException {
        keytool(
                "-genkeypair",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1",
                "-keyalg",
                "RSA",
                "-validity",
                "2",
                "-alias",
                "broker");
        keytool("-exportcert", "-rfc", "-alias", "broker", "-file", authority().toString());
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store().toString(), "-storetype", "PKCS12", "-storepass", "changeit"));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private Path store() {
        return folder.resolve("broker.p12");
    }

    /** The certificate that clients are to trust. */
    Path authority() {
        return folder.resolve("ca.pem");
    }

    private Map<String, String> properties() {
        var users = USERS.stream()
                .map(user -> "user_%s=\"%s\"".formatted(user, password(user)))
                .collect(Collectors.joining(" "));
        return Map.ofEntries(
                Map.entry("listener.security.protocol.map", "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT"),
                Map.entry("inter.broker.listener.name", "PLAINTEXT"),
                Map.entry("sasl.enabled.mechanisms", "PLAIN"),
                Map.entry("sasl.mechanism.inter.broker.protocol", "PLAIN"),
                Map.entry("listener.name.plaintext.plain.sasl.jaas.config", login(ADMIN, password(ADMIN), users)),
                Map.entry("ssl.keystore.type", "PKCS12"),
                Map.entry("ssl.keystore.location", store().toString()),
                Map.entry("ssl.keystore.password", "changeit"),
                Map.entry("ssl.truststore.type", "PEM"),
                Map.entry("ssl.truststore.location", authority().toString()),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                // The controller's listener, which the broker itself uses, asks for no password.
                Map.entry("super.users", "User:admin;User:ANONYMOUS"));
    }

    private static String login(String user, String password, String more) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\" %s;"
                .formatted(user, password, more);
    }

    static String password(String user) {
        return user + "-password";
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** What a client of this user sets. */
    Map<String, String> client(String user, String password) {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                login(user, password, "").replace(" ;", ";"),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                authority().toString());
    }

    /** A configuration file for this user, as docs/kafka.md shows it. */
    String configuration(String user, Map<String, String> client) throws IOException {
        var file = folder.resolve(user + ".yml");
        var kafka = client.entrySet().stream()
                .map(setting -> "  %s: '%s'\n".formatted(setting.getKey(), setting.getValue()))
                .collect(Collectors.joining());
        Files.writeString(
                file,
                "kafka:\n" + kafka + "topics: {partitions: 2, replication: 1}\nhttp: {port: 0}\ndata-directory: "
                        + folder.resolve("data-" + user) + "\n");
        return file.toString();
    }

    /** Allows a user to do these things with all of a kind whose names begin so, or, without an asterisk, with one of that name. */
    void allow(String user, ResourceType type, String name, AclOperation... operations) throws Exception {
        var isPrefix = name.endsWith("*");
        var pattern = new ResourcePattern(
                type,
                isPrefix ? name.substring(0, name.length() - 1) : name,
                isPrefix ? PatternType.PREFIXED : PatternType.LITERAL);
        try (var admin = Admin.create(Map.copyOf(client(ADMIN, password(ADMIN))))) {
            admin.createAcls(Stream.of(operations)
                            .map(operation -> new AclBinding(
                                    pattern,
                                    new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)))
                            .toList())
                    .all()
                    .get();
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
