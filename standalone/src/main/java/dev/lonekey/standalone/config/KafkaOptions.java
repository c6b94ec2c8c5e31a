package dev.lonekey.standalone.config;

import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.ingest.config.IngestConfiguration;
import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.runtime.config.ConfigurationFile;
import dev.lonekey.runtime.config.KafkaSettings;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say which Kafka is meant. */
public final class KafkaOptions {

    @ArgGroup(exclusive = true)
    private Source source;

    private static final class Source {

        @Option(
                names = {"-c", "--config"},
                paramLabel = "FILE",
                description = "Settings in YAML; \"kafka:\" holds Kafka client settings.")
        private Path file;

        @Option(
                names = "--bootstrap-server",
                paramLabel = "HOST:PORT",
                description = "A broker of the Kafka cluster to use.")
        private String bootstrapServer;
    }

    /**
     * What the options say, or {@link Configuration#DEFAULT} when none is given.
     *
     * @throws dev.lonekey.runtime.failure.Failure if something is wrong in the file
     */
    public DetectorConfiguration configuration() {
        if (source == null) {
            return DetectorConfiguration.DEFAULT;
        }
        return source.file == null
                ? DetectorConfiguration.DEFAULT.withKafka(
                        KafkaSettings.NONE.withBootstrapServers(source.bootstrapServer))
                : ConfigurationFile.read(source.file, DetectorConfiguration.class, System.getenv());
    }

    /**
     * What the file says of AWS, or {@link IngestSettings#DEFAULT} when none is given.
     *
     * @throws dev.lonekey.runtime.failure.Failure if something is wrong in the file
     */
    public IngestSettings ingest() {
        return source == null || source.file == null
                ? IngestSettings.DEFAULT
                : ConfigurationFile.read(source.file, IngestConfiguration.class, System.getenv())
                        .ingest();
    }
}
