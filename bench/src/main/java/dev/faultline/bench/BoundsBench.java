package dev.faultline.bench;

import dev.faultline.experiment.ChildJvm;
import dev.faultline.journal.Amount;
import dev.faultline.journal.OwnedFolder;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the limits of {@code faultline check} hold: each {@link HardHistory}, recorded ones that are hard, and a pipe that
 * nobody writes to go to the command with {@code --memory 256m} and {@code --time} of 2, 5 and 10 seconds, in a JVM of its own
 * whose heap is just as large. It has to answer no more than a second of real time late, the start of a JVM apart, which is
 * measured before each run for it varies with the machine's load, and must not run out of memory.
 */
public final class BoundsBench {

    private static final String MAIN = "dev.faultline.cli.Main";
    private static final int[] SECONDS = {2, 5, 10};
    private static final double MOST_OVERRUN_SECONDS = 1;
    private static final List<String> RECORDED = List.of(
            "polysi/PolySIHistories/fig7/20_100_15_1000_0.5_uniform/hist-00000/history.bincode",
            "polysi/PolySIHistories/fig7/20_250_15_10000_0.5_uniform/hist-00000/history.bincode",
            "porcupine/kv/c50-bad.txt");
    private static final long GIVE_UP_SECONDS = 60;
    private static final int MALFORMED = 254;
    private static final Pattern HEAP = Pattern.compile("(\\d+)M->(\\d+)M\\(");
    private static final String LINE = "%-62s %6s %6s %8s %-10s %5s %8s %s%n";

    private final PrintStream out;
    private final Path folder;
    private int broken;

    /** Something to give to the command; its file is made for it unless it is there. */
    private record Input(String words, String arguments, Maker maker) {}

    /** Makes a file, or says where it is. */
    private interface Maker {
        Path make(Path file) throws IOException;
    }

    private record Run(double seconds, boolean ended, int exitCode, String output, long heapMegabytes) {}

    private BoundsBench(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    private static List<Input> inputs(Path histories) {
        List<Input> all = new ArrayList<>();
        for (HardHistory hard : HardHistory.values()) {
            all.add(new Input(hard.words(), hard.arguments(), file -> {
                hard.write(file);
                return file;
            }));
        }
        for (String name : RECORDED) {
            Path file = histories.resolve(name);
            for (String level :
                    name.startsWith("polysi") ? List.of("serializable", "snapshot-isolation") : List.of("")) {
                String words = "recorded: "
                        + name.replace("/hist-00000/history.bincode", "").replaceAll(".*/", "");
                if (Files.isRegularFile(file)) {
                    all.add(new Input(
                            level.isEmpty() ? words : words + ", " + level,
                            level.isEmpty() ? "" : "--level " + level,
                            _ -> file.toAbsolutePath()));
                }
            }
        }
        all.add(new Input("a pipe that nobody writes to", "", BoundsBench::pipe));
        return all;
    }

    private static Path pipe(Path file) throws IOException {
        try {
            int exit = new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
            if (exit != 0) {
                throw new IOException("mkfifo ended with " + exit);
            }
            return file;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted while making a pipe", interrupted);
        }
    }

    /**
     * Runs the command on every input with each limit of time, and prints a line for each.
     *
     * @param only how the names of the inputs begin; empty for all
     * @param histories the folder of recorded histories; those that are not there are left out
     * @throws IllegalArgumentException if there is no such input
     * @return the exit code of a command: 0 if every bound holds, else 1
     */
    public static int run(PrintStream out, PrintStream progress, String only, Path histories) {
        List<Input> all = inputs(histories);
        List<Input> inputs =
                all.stream().filter(input -> input.words().startsWith(only)).toList();
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("--only " + only + ": no input begins so; there are: "
                    + all.stream().map(Input::words).toList());
        }
        List<String> absent = RECORDED.stream()
                .filter(name -> !Files.isRegularFile(histories.resolve(name)))
                .toList();
        if (!absent.isEmpty()) {
            out.println(
                    "not measured, for --histories " + histories + " does not have it: " + String.join(", ", absent));
        }
        try (OwnedFolder folder = OwnedFolder.temporary("bounds")) {
            return new BoundsBench(out, folder.path()).run(progress, inputs);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot use a temporary folder", failure);
        }
    }

    private int run(PrintStream progress, List<Input> inputs) throws IOException {
        out.printf(
                Locale.ROOT,
                "check --memory 256m --time T, heap of 256 MB; at most %.0f s late, after the time in which a JVM"
                        + " starts, measured before each run%n",
                MOST_OVERRUN_SECONDS);
        out.printf(LINE, "input", "asked", "taken", "overrun", "answer", "exit", "heap MB", "");
        for (Input input : inputs) {
            progress.println(input.words() + " ...");
            Path made = folder.resolve("history");
            Path file = input.maker.make(made);
            for (int seconds : SECONDS) {
                List<String> command =
                        new ArrayList<>(List.of("check", file.toString(), "--memory", "256m", "--time", seconds + "s"));
                Stream.of(input.arguments().split(" ", -1))
                        .filter(word -> !word.isEmpty())
                        .forEach(command::add);
                double startSeconds = start(List.of("check", "--help")).seconds;
                print(input, seconds, startSeconds, start(command));
            }
            Files.deleteIfExists(made);
        }
        out.println(Amount.of(broken, "bound") + " broken");
        return broken == 0 ? 0 : 1;
    }

    private Run start(List<String> arguments) throws IOException {
        Path said = folder.resolve("said");
        Path collections = folder.resolve("collections");
        List<String> flags = List.of("-Xmx256m", "-XX:+UseSerialGC", "-Xlog:gc:file=" + collections.getFileName());
        long begin = System.nanoTime();
        Process process = ChildJvm.start(ChildJvm.of(flags, classPath(), MAIN, arguments)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile()));
        boolean ended;
        try {
            ended = process.waitFor(GIVE_UP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            throw new IllegalStateException("interrupted while waiting for a check", interrupted);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (!ended) {
            process.destroyForcibly().onExit().join();
        }
        return new Run(seconds, ended, process.exitValue(), Files.readString(said), heap(collections));
    }

    /** The most that a collection left over. */
    private static long heap(Path collections) throws IOException {
        long most = 0;
        Matcher found = HEAP.matcher(Files.exists(collections) ? Files.readString(collections) : "");
        while (found.find()) {
            most = Math.max(most, Long.parseLong(found.group(2)));
        }
        return most;
    }

    private static String classPath() {
        return Places.classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private void print(Input input, int asked, double startSeconds, Run run) {
        double seconds = Math.max(0, run.seconds - startSeconds);
        String first = run.output.lines().findFirst().orElse("");
        String answer = run.exitCode == MALFORMED ? "malformed" : first.split(" ", 2)[0];
        String wrong = "";
        if (!run.ended) {
            wrong = "does not end";
        } else if (run.output.contains("OutOfMemoryError") || run.output.contains("ran out of memory")) {
            wrong = "out of memory";
        } else if (run.exitCode != MALFORMED && (run.exitCode < 0 || run.exitCode > 2)) {
            wrong = "no answer: " + first;
        } else if (seconds - asked > MOST_OVERRUN_SECONDS) {
            wrong = "too late";
        }
        broken += wrong.isEmpty() ? 0 : 1;
        out.printf(
                LINE,
                input.words(),
                asked + " s",
                String.format(Locale.ROOT, "%.1f", seconds),
                String.format(Locale.ROOT, "%.1f", Math.max(0, seconds - asked)),
                answer.length() > 10 ? answer.substring(0, 10) : answer,
                run.exitCode,
                run.heapMegabytes,
                wrong);
    }
}
