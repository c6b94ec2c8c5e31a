package dev.lonekey.standalone.config;

import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.ingest.aws.UsualRegion;
import dev.lonekey.ingest.config.IngestConfiguration;
import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.runtime.config.ConfigurationFile;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which Kafka is meant. */
public final class KafkaOptions {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Settings in YAML; \"kafka:\" holds Kafka client settings.")
    private Path file;

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description = "A broker of the Kafka cluster to use, whatever the settings say.")
    private String bootstrapServer;

    /**
     * What the options say, or {@link DetectorConfiguration#DEFAULT} when none is given.
     *
     * @throws dev.lonekey.runtime.failure.Failure if something is wrong in the file
     */
    public DetectorConfiguration configuration() {
        var configuration = inFile();
        return bootstrapServer == null
                ? configuration
                : configuration.withKafka(configuration.kafka().withBootstrapServers(bootstrapServer));
    }

    /** What the file says, or {@link DetectorConfiguration#DEFAULT} when none is given. */
    public DetectorConfiguration inFile() {
        return file == null
                ? DetectorConfiguration.DEFAULT
                : ConfigurationFile.read(file, DetectorConfiguration.class, System.getenv());
    }

    /** The file, if one is given. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /**
     * What the file says of AWS. When none is given the partition is that of the region at hand, and the rest is as usual.
     *
     * @throws dev.lonekey.runtime.failure.Failure if something is wrong in the file
     */
    public IngestSettings ingest() {
        return file == null
                ? UsualRegion.partition()
                        .map(IngestSettings.DEFAULT::withPartition)
                        .orElse(IngestSettings.DEFAULT)
                : ConfigurationFile.read(file, IngestConfiguration.class, System.getenv())
                        .ingest();
    }
}
