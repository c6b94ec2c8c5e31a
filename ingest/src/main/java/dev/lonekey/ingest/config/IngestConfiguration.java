package dev.lonekey.ingest.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.lonekey.runtime.config.HttpSettings;
import dev.lonekey.runtime.config.KafkaSettings;
import dev.lonekey.runtime.config.ServiceConfiguration;
import dev.lonekey.runtime.config.TopicLayout;

/**
 * All that ingest is told.
 *
 * @param kafka Kafka client settings
 * @param topics how the topics are laid out, where that differs from the defaults
 * @param http where health and metrics are served
 * @param ingest where records come from
 */
@JsonIgnoreProperties({
    "data-directory",
    "detector",
    "metrics",
    "rules",
    "root",
    "rotation-window",
    "alert",
    "silence",
    "exceptions",
    "webhooks"
})
public record IngestConfiguration(KafkaSettings kafka, TopicLayout topics, HttpSettings http, IngestSettings ingest)
        implements ServiceConfiguration {

    public static final IngestConfiguration DEFAULT = new IngestConfiguration(
            KafkaSettings.NONE, TopicLayout.DEFAULT, HttpSettings.DEFAULT, IngestSettings.DEFAULT);

    public IngestConfiguration {
        kafka = kafka == null ? KafkaSettings.NONE : kafka;
        topics = topics == null ? TopicLayout.DEFAULT : topics;
        http = http == null ? HttpSettings.DEFAULT : http;
        ingest = ingest == null ? IngestSettings.DEFAULT : ingest;
    }

    /** The same with another Kafka. */
    public IngestConfiguration withKafka(KafkaSettings other) {
        return new IngestConfiguration(other, topics, http, ingest);
    }
}
