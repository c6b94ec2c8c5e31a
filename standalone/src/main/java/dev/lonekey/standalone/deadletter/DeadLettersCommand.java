package dev.lonekey.standalone.deadletter;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.runtime.cli.Command;
import dev.lonekey.runtime.cli.ExitStatus;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.standalone.cli.OutputFormat;
import dev.lonekey.standalone.config.KafkaOptions;
import dev.lonekey.standalone.terminal.Terminals;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lonekey dead-letters}: shows what could not be used, and says what mends it. Without {@code --show} no content. */
@picocli.CommandLine.Command(
        name = "dead-letters",
        description = {
            "Show what could not be used and why, and what mends it.",
            "Reads the topic of dead letters and changes nothing. Content is shown by --show only."
        },
        footer = {
            "",
            "Exit status: 0 there are none, 2 there are some, 1 an error; with --show 0 it is shown, 1 an error.",
            "",
            "Examples:",
            "  lonekey dead-letters -c lonekey.yml",
            "  lonekey dead-letters -c lonekey.yml --since 7d --reason wrong-key",
            "  lonekey dead-letters -c lonekey.yml --show 3@17",
            "  lonekey dead-letters -c lonekey.yml --show 3@17 --raw > letter.bin"
        })
public final class DeadLettersCommand extends Command {

    private static final int SOME_THERE = 2;
    private static final int USUAL_LIMIT = 10;
    private static final int MAX_LIMIT = 10_000;

    @Mixin
    private KafkaOptions kafka;

    @Option(
            names = "--reason",
            paramLabel = "CODE",
            description = "Letters of this reason, such as not-json; may be given again and again. Default all.")
    private List<String> reasons = List.of();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Letters written since then: a day (YYYY-MM-DD) or moment in UTC, or how long ago (36h, 7d).")
    private String since;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many of the newest are listed (default: " + USUAL_LIMIT
                    + "; all with --output jsonl, by partition).")
    private Integer limit;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            converter = OutputFormat.Converter.class,
            description = "table or jsonl, one object a letter without its content (default: table).")
    private OutputFormat output;

    @Option(
            names = "--show",
            paramLabel = "PARTITION@OFFSET",
            description = "Show this letter with its content, cut to a length and harmless on a terminal.")
    private String shown;

    @Option(names = "--raw", description = "With --show: nothing but the content as it came, to a file or pipe.")
    private boolean raw;

    @Override
    protected int run() throws InterruptedException {
        requireMeant();
        var selection = Selection.of(
                reasons,
                Optional.ofNullable(since)
                        .map(time -> Since.parse(time, Clock.systemUTC().instant())));
        var place = Optional.ofNullable(shown).map(Place::parse);
        var configuration = kafka.configuration();
        if (configuration.kafka().bootstrapServers().isEmpty()) {
            throw new Failure(
                    "which Kafka? Give --bootstrap-server HOST:PORT, or -c FILE with bootstrap.servers under \"kafka\"");
        }
        var name = configuration.topics().orElse(Topics.CLUSTER).name(Topic.DEAD_LETTERS);
        try (var letters = new LetterTopic(name, configuration.kafka().settings())) {
            if (place.isPresent()) {
                return show(letters, place.get());
            }
            return output == OutputFormat.JSONL ? lines(letters, selection) : table(letters, selection, name);
        } finally {
            commandLine().getOut().flush();
        }
    }

    private void requireMeant() {
        if (limit != null && (limit < 1 || limit > MAX_LIMIT)) {
            throw new Failure("--limit " + limit + " is out of range; give 1 to " + MAX_LIMIT);
        }
        if (raw && shown == null) {
            throw new Failure("--raw of which letter? Give --show PARTITION@OFFSET as well");
        }
        if (shown != null && (!reasons.isEmpty() || since != null || limit != null || output != null)) {
            throw new Failure("--show shows one letter; leave out --reason, --since, --limit and --output");
        }
        if (raw && Terminals.isStandardOutput()) {
            throw new Failure(
                    "--raw gives what a terminal would take for commands; send it to a file: --raw > letter.bin");
        }
    }

    private int table(LetterTopic letters, Selection selection, String name) {
        var tally = tally(letters, selection, limit == null ? USUAL_LIMIT : limit);
        new TallyReport(name, selection).lines(tally).forEach(commandLine().getOut()::println);
        return status(tally.letters());
    }

    private int lines(LetterTopic letters, Selection selection) {
        var out = commandLine().getOut();
        if (limit != null) {
            var newest = tally(letters, selection, limit).newest();
            newest.stream().map(LetterLine::of).forEach(out::println);
            return status(newest.size());
        }
        var printed = new Tally(0);
        letters.read(selection.since(), record -> {
            var letter = Letter.of(record);
            if (selection.includes(letter)) {
                out.println(LetterLine.of(letter));
                printed.add(letter);
            }
        });
        return status(printed.letters());
    }

    private static Tally tally(LetterTopic letters, Selection selection, int limit) {
        var tally = new Tally(limit);
        letters.read(selection.since(), record -> {
            var letter = Letter.of(record);
            if (selection.includes(letter)) {
                tally.add(letter);
            }
        });
        return tally;
    }

    private int show(LetterTopic letters, Place place) {
        var record = letters.record(place);
        var value = Letter.value(record);
        if (raw) {
            System.out.write(value, 0, value.length);
            System.out.flush();
        } else {
            LetterText.lines(Letter.of(record), value).forEach(commandLine().getOut()::println);
        }
        return ExitStatus.NOTHING_OPEN;
    }

    private static int status(long letters) {
        return letters == 0 ? ExitStatus.NOTHING_OPEN : SOME_THERE;
    }
}
