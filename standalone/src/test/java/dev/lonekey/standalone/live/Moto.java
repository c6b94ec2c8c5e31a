package dev.lonekey.standalone.live;

import static org.awaitility.Awaitility.await;

import dev.lonekey.ingest.aws.AwsClients;
import dev.lonekey.ingest.config.AccountsSettings;
import dev.lonekey.ingest.config.IngestSettings;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** <a href="https://docs.getmoto.org/">moto</a>: AWS as others understand it, in a process of its own. */
final class Moto implements AutoCloseable {

    /** To whom everybody belongs that moto does not know. */
    static final String ACCOUNT = "123456789012";

    private static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
    private static final String SERVER = "moto_server";

    private final Process process;
    private final int port;

    private Moto(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it; where it is not installed, the test is skipped. */
    static Moto start() throws IOException {
        var server = onPath();
        Assumptions.assumeTrue(
                server.isPresent(), SERVER + " is not on the PATH; install it with pip install 'moto[server]'");
        var port = freePort();
        var process = new ProcessBuilder(server.get().toString(), "-p", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(Path.of("target", "moto.log").toFile()))
                .start();
        var moto = new Moto(process, port);
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> moto.answers() || !process.isAlive());
            Assumptions.assumeTrue(process.isAlive(), SERVER + " does not start; target/moto.log tells why");
            return moto;
        } catch (RuntimeException failed) {
            moto.close();
            throw failed;
        }
    }

    private static Optional<Path> onPath() {
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .map(folder -> Path.of(folder, SERVER))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private boolean answers() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Clients that only watch the account of their credentials, or all of its organization. */
    AwsClients clients(IngestSettings settings) {
        return AwsClients.at(URI.create("http://127.0.0.1:" + port), CREDENTIALS, settings);
    }

    static IngestSettings organization() {
        var usual = IngestSettings.DEFAULT;
        var accounts = new AccountsSettings(
                usual.accounts().ids(),
                Optional.empty(),
                Optional.of(true),
                Optional.empty(),
                usual.accounts().include(),
                usual.accounts().exclude());
        return new IngestSettings(
                usual.partition(),
                usual.region(),
                accounts,
                usual.role(),
                usual.queue(),
                usual.archive(),
                usual.snapshots(),
                usual.history(),
                usual.instanceId());
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().join();
    }
}
