package dev.lonekey.runtime.config;

/** What every service is told about its surroundings. */
public interface ServiceConfiguration {

    /** Where Kafka is, and how to talk to it. */
    KafkaSettings kafka();

    /** How the topics are laid out, where that differs from the defaults. */
    TopicLayout topics();

    /** Where health and metrics are served. */
    HttpSettings http();
}
