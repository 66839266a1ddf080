package dev.faultline.cli;

import dev.faultline.check.Answer;
import dev.faultline.check.Intake;
import dev.faultline.check.Limits;
import dev.faultline.check.Question;
import dev.faultline.check.format.FormatException;
import dev.faultline.experiment.Failure;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code faultline check}: judges recorded histories. */
@Command(
        name = "check",
        description = "Judges recorded histories: in EDN or JSON of Jepsen, history.jsonl, a log of Jepsen's console;"
                + " of transactions also the formats of Plume, PolySI, AWDIT and DBCop, and folders of Cobra's logs."
                + " Packed by gzip or not; what the file is shows in its content.",
        footer = {
            "",
            "Examples:",
            "  faultline check runs/kv-1/history.jsonl --model cas-register",
            "  faultline check transactions.edn --level snapshot-isolation --html answer.html",
            "  faultline check history.edn --set initial=0 --set nil-read=anything --time 5s --memory 256m",
            "  faultline check store/*/history.edn --json",
            "  zstd -dc history.edn.zst | faultline check -",
            "",
            "Exit codes: 0 valid, 1 violation, 2 unknown, 254 bad usage or input, 255 internal error.",
            "Of several histories the worst counts: 254 before 1, 1 before 2, 2 before 0."
        })
final class CheckCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "HISTORY",
            description = "Histories, each judged by itself: a file, a folder with the logs of Cobra, or - for standard"
                    + " input.")
    private List<String> histories = List.of();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "What the history is of, such as cas-register, kv, mutex, set, fifo-queue, long-fork, or of"
                    + " transactions list-append, rw-register, set-add or counter-add. Default: guessed from the"
                    + " content.")
    private Optional<String> model = Optional.empty();

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "What is asked of it: linearizable or sequential; of registers and kv also read-your-writes,"
                + " monotonic-reads, monotonic-writes or writes-follow-reads; of transactions an isolation level, such"
                + " as snapshot-isolation or serializable. Default: linearizable, strict-serializable, or serializable"
                + " where the file tells no times.")
    private Optional<String> level = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "A setting of the model: initial=VALUE, nil-read=absent|anything, failed-cas=nothing|mismatch,"
                            + " permits=N, overdraft=forbidden|allowed, answers=values|places (of an append-log),"
                            + " keys=field|in-value (values are [key value]), world=closed|open (others may have"
                            + " written). One that is not used is refused.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--time",
            paramLabel = "TIME",
            description = "When to give up each history, such as 5s. Default: never.")
    private Optional<String> time = Optional.empty();

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description =
                    "Most memory for the history and the search, such as 256m. Default: three quarters of the heap.")
    private Optional<String> memory = Optional.empty();

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "Draws the counterexample of a violation: operations in real time, or the cycle of"
                    + " transactions. Without a violation no file is written.")
    private Optional<Path> svg = Optional.empty();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Writes a page with the answer, the picture of a counterexample, and how many operations of"
                    + " which kind took how long.")
    private Optional<Path> html = Optional.empty();

    @Option(names = "--json", description = "Prints each answer as JSON, an object a line.")
    private boolean json;

    @Override
    public Integer call() {
        model = model.map(HistoryJudges::model);
        level = level.map(HistoryJudges::level);
        if (histories.size() > 1 && (svg.isPresent() || html.isPresent())) {
            throw new UsageException("--svg and --html are of one history, not of " + histories.size());
        }
        if (histories.stream().filter("-"::equals).count() > 1) {
            throw new UsageException("standard input can be read once only");
        }
        requireOutputsApart();
        AnswerPrinter printer = new AnswerPrinter(System.out, json, histories.size() > 1);
        for (String history : histories) {
            if (histories.size() == 1) {
                judge(history, printer);
            } else {
                try {
                    judge(history, printer);
                } catch (UsageException | IllegalArgumentException refused) {
                    printer.refused(history, String.valueOf(refused.getMessage()));
                }
            }
        }
        printer.end();
        return printer.exitCode();
    }

    private void judge(String given, AnswerPrinter printer) {
        Deadline deadline = new Deadline(time.map(TimeSpan::parse).orElse(null));
        Limits limits = limits(deadline);
        try (HistorySource source = HistorySource.of(given, limits)) {
            try {
                Answer answer = source.unread()
                        .map(why -> unread(source.name(), why))
                        .orElseGet(() -> deadline.answer(
                                () -> HistoryJudges.answer(
                                        new Question(List.of(source.file()), model, level, settings, limits)),
                                model.orElse("history"),
                                level.orElse("the usual one")));
                svg().ifPresent(file -> answer.picture().ifPresent(picture -> file.write(picture.svg())));
                html().ifPresent(file -> file.write(AnswerPage.html(answer, List.of(Path.of(source.name())))));
                printer.print(source.name(), answer);
            } catch (FormatException | UncheckedIOException | IllegalArgumentException malformed) {
                String message = malformed instanceof UncheckedIOException
                        ? Failure.of(malformed).sentence()
                        : String.valueOf(malformed.getMessage());
                throw new UsageException(
                        source.temporary() ? message.replace(source.file().toString(), source.name()) : message);
            }
        }
    }

    private Answer unread(String name, String why) {
        return new Answer(
                Answer.Kind.UNKNOWN,
                model.orElse("none"),
                model.isEmpty(),
                level.orElse("none"),
                "Unknown: %s was not judged, as %s.".formatted(name, why),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Intake.unread("events"));
    }

    private Optional<AnswerFile> svg() {
        return svg.map(file -> new AnswerFile("--svg", file));
    }

    private Optional<AnswerFile> html() {
        return html.map(file -> new AnswerFile("--html", file));
    }

    /** Before anything is read: what is written must not take the place of what was judged, or of each other. */
    private void requireOutputsApart() {
        svg().ifPresent(drawing -> html().ifPresent(drawing::requireApart));
        for (String history : histories) {
            if (!history.equals("-")) {
                svg().ifPresent(drawing -> drawing.requireApart(Path.of(history)));
                html().ifPresent(page -> page.requireApart(Path.of(history)));
            }
        }
    }

    private Limits limits(Deadline deadline) {
        long heap = Runtime.getRuntime().maxMemory();
        return Limits.standard()
                .withMemoryBytes(memory.map(ByteSize::parse).orElse(heap - heap / 4))
                .stoppedBy(deadline::isOver);
    }
}
