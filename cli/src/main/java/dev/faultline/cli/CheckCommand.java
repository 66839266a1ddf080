package dev.faultline.cli;

import dev.faultline.check.Answer;
import dev.faultline.check.Judge;
import dev.faultline.check.Limits;
import dev.faultline.check.OperationJudge;
import dev.faultline.check.Question;
import dev.faultline.check.format.FileFormat;
import dev.faultline.check.format.FormatException;
import dev.faultline.check.isolation.IsolationJudge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code faultline check}: judges recorded histories. */
@Command(
        name = "check",
        description = "Judges a recorded history: in EDN or JSON of Jepsen, history.jsonl, a log of Jepsen's console;"
                + " of transactions also the formats of Plume, PolySI, AWDIT and DBCop, and folders of Cobra's logs."
                + " Packed by gzip or not; what the file is shows in its content.",
        footer = {
            "",
            "Examples:",
            "  faultline check runs/kv-1/history.jsonl --model cas-register",
            "  faultline check transactions.edn --level snapshot-isolation --html answer.html",
            "  faultline check history.edn --set initial=0 --set nil-read=anything --time 5s --memory 256m",
            "",
            "Exit codes: 0 valid, 1 violation, 2 unknown, 254 bad usage or input, 255 internal error."
        })
final class CheckCommand implements Callable<Integer> {
    /** Those who judge, the first who can is asked. */
    private static final List<Judge> JUDGES = List.of(new OperationJudge(), new IsolationJudge());

    @Parameters(arity = "1..*", paramLabel = "HISTORY", description = "The file, or the files of one history.")
    private List<Path> files = List.of();

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
                            + " permits=N, keys=field|in-value (values are [key value]).")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--time", paramLabel = "TIME", description = "When to give up, such as 5s. Default: never.")
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

    @Option(names = "--json", description = "Prints the answer as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        for (Path file : files) {
            if (!Files.exists(file)) {
                throw new UsageException("there is no file or folder " + file);
            }
        }
        Deadline deadline = new Deadline(time.map(TimeSpan::parse).orElse(null));
        Question question = new Question(files, model, level, settings, limits(deadline));
        Answer answer = deadline.answer(
                () -> answer(question), model.orElse("history"), level.orElse("the usual one"));
        svg.ifPresent(file -> answer.picture().ifPresent(picture -> write(file, picture.svg())));
        html.ifPresent(file -> write(file, AnswerPage.html(answer, files)));
        if (json) {
            AnswerPrinter.printJson(System.out, answer);
        } else {
            AnswerPrinter.print(System.out, answer);
        }
        return switch (answer.kind()) {
            case VALID -> 0;
            case VIOLATION -> 1;
            case UNKNOWN -> 2;
        };
    }

    private Answer answer(Question question) {
        try {
            return ask(question);
        } catch (FormatException | UncheckedIOException malformed) {
            throw new UsageException(String.valueOf(malformed.getMessage()));
        }
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException failure) {
            throw new UsageException("cannot write " + file + ": " + failure);
        }
    }

    private Answer ask(Question question) {
        model.ifPresent(name -> requireOne("model", name, true));
        level.ifPresent(name -> requireOne("level", name, false));
        for (Judge judge : JUDGES) {
            boolean asked = model.map(judge.models()::contains).orElseGet(() -> judge.recognizes(question))
                    && level.map(judge.levels()::contains).orElse(true);
            Optional<Answer> answer = asked ? judge.judge(question) : Optional.empty();
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        Path first = files.getFirst();
        throw new UsageException(
                Files.isRegularFile(first) && FileFormat.of(first) == FileFormat.UNKNOWN
                        ? first + " is not a history in any format known"
                        : "it does not show of what " + first + " is a history; name it with --model");
    }

    private static void requireOne(String what, String name, boolean models) {
        Set<String> known = new TreeSet<>();
        JUDGES.forEach(judge -> known.addAll(models ? judge.models() : judge.levels()));
        if (!known.contains(name)) {
            throw new UsageException("there is no " + what + " '" + name + "'; there are: " + String.join(", ", known));
        }
    }

    private Limits limits(Deadline deadline) {
        long heap = Runtime.getRuntime().maxMemory();
        return Limits.standard()
                .withMemoryBytes(memory.map(ByteSize::parse).orElse(heap - heap / 4))
                .stoppedBy(deadline::isOver);
    }
}
