package dev.lonekey.standalone.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.runtime.health.Component;
import dev.lonekey.runtime.service.Service;
import dev.lonekey.standalone.cli.OutputFormat;
import dev.lonekey.standalone.pipeline.OutputListener;
import dev.lonekey.standalone.pipeline.Outputs;
import dev.lonekey.standalone.terminal.InWords;
import dev.lonekey.standalone.terminal.Palette;
import dev.lonekey.standalone.violation.EventLines;
import dev.lonekey.standalone.violation.ViolationView;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints violation events as they are published. Whoever watches sees them; nothing depends on it. */
final class ViolationPrinter implements Service, OutputListener {

    private final Topics topics;
    private final Map<String, String> kafka;
    private final OutputFormat format;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Clock clock = Clock.systemUTC();
    private final EventLines lines = new EventLines(Palette.ofStandardOutput());
    private final ViolationView before = new ViolationView();
    private volatile Optional<Outputs> outputs = Optional.empty();

    ViolationPrinter(RunningKafka kafka, OutputFormat format, PrintWriter out, PrintWriter err) {
        this.topics = kafka.topics();
        this.kafka = kafka.settings().settings();
        this.format = format;
        this.out = out;
        this.err = err;
    }

    @Override
    public String name() {
        return "reader of violations";
    }

    @Override
    public List<Component> components() {
        return List.of();
    }

    @Override
    public void start() {
        outputs = Optional.of(new Outputs(topics, kafka, this));
        if (!before.open().isEmpty()) {
            err.println("lonekey: " + InWords.count(before.open().size(), "violation") + " open from before");
        }
    }

    @Override
    public void known(ViolationEvent event) {
        before.add(event);
    }

    @Override
    public void published(byte[] json, ViolationEvent event) {
        switch (format) {
            case TABLE -> lines.of(event, clock.instant()).forEach(out::println);
            case JSONL -> out.write(new String(json, UTF_8) + "\n");
        }
        out.flush();
    }

    @Override
    public Optional<Throwable> failure() {
        return outputs.flatMap(Outputs::failure);
    }

    @Override
    public void close() {
        outputs.ifPresent(Outputs::close);
    }
}
