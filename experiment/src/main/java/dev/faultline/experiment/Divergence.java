package dev.faultline.experiment;

import dev.faultline.experiment.LikelyCause.Between;
import dev.faultline.sim.Deed;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where two runs of one seed part, and why: runs the seed again, twice as the first run of a fresh JVM and twice
 * in a warm one. Which of these differ tells what kind of cause it is; what was done in the turns before tells which.
 */
final class Divergence {
    /** How many turns before the first that differs are looked at: what was done there shows in the next turn only. */
    private static final int TURNS_BEFORE = 2;

    /** How often it is tried to have a difference show again that half of all runs may have. */
    private static final int ATTEMPTS = 4;

    private final WorkerTask task;
    private final Path scratch;
    private final WorkerSlot warm;

    Divergence(WorkerTask task, Path scratch, WorkerSlot warm) {
        this.task = task;
        this.scratch = scratch;
        this.warm = warm;
    }

    /** One of two runs that are compared, and how to make it again. */
    private record Side(String name, Path steps, Function<WorkerRequest, WorkerReply> again) {}

    /** Returns what a person needs to know. */
    String explain(long seed) {
        Side fresh = side(seed, "a fresh JVM", "steps-fresh", this::inFreshJvm);
        Side fresh2 = side(seed, "another fresh JVM", "steps-fresh-2", this::inFreshJvm);
        long turn = firstDifference(fresh.steps(), fresh2.steps());
        if (turn > 0) {
            return explain(seed, turn, Between.JVMS, fresh, fresh2);
        }
        Side later = side(seed, "a warm JVM", "steps-warm", warm::run);
        turn = firstDifference(fresh.steps(), later.steps());
        if (turn > 0) {
            return explain(seed, turn, Between.LIVES, fresh, later);
        }
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            fresh2 = side(seed, "another fresh JVM", "steps-fresh-2", this::inFreshJvm);
            turn = firstDifference(fresh.steps(), fresh2.steps());
            if (turn > 0) {
                return explain(seed, turn, Between.JVMS, fresh, fresh2);
            }
        }
        return "run again, all sides took the same turns: the difference does not always show, as of a race with a"
                + " thread outside of the simulation or a garbage collection";
    }

    private Side side(long seed, String name, String file, Function<WorkerRequest, WorkerReply> again) {
        Path steps = scratch.resolve(file);
        WorkerReply reply = again.apply(WorkerRequest.run(seed).withSteps(steps.toString()));
        if (reply.isFailure()) {
            throw new ExperimentException("the run failed when it was made again: " + reply.sentence());
        }
        return new Side(name, steps, again);
    }

    private WorkerReply inFreshJvm(WorkerRequest request) {
        try (WorkerProcess cold = new WorkerProcess(task)) {
            return cold.run(request);
        }
    }

    private static String explain(long seed, long turn, Between between, Side left, Side right) {
        WorkerRequest capturing = WorkerRequest.run(seed).capturing(Math.max(1, turn - TURNS_BEFORE), turn);
        WorkerReply one = left.again().apply(capturing);
        WorkerReply other = right.again().apply(capturing);
        for (int attempt = 1; attempt < ATTEMPTS && alike(one.deeds(), other.deeds()); attempt++) {
            other = right.again().apply(capturing);
        }
        return "the first turn that differs is " + turn
                + (between == Between.JVMS
                        ? ", between the first runs of two fresh JVMs\n"
                        : ", between the first run of a JVM and a later one; fresh JVMs agree\n")
                + cause(between, one.deeds(), other.deeds(), left.name(), right.name())
                + "--- in " + left.name() + ":\n" + one.captured()
                + "--- in " + right.name() + ":\n" + other.captured();
    }

    private static String cause(Between between, List<Deed> one, List<Deed> other, String left, String right) {
        int at = firstDifference(one, other);
        Optional<Deed> here = at < one.size() ? Optional.of(one.get(at)) : Optional.empty();
        Optional<Deed> there = at < other.size() ? Optional.of(other.get(at)) : Optional.empty();
        if (here.isEmpty() && there.isEmpty()) {
            return "run " + ATTEMPTS + " times more, both sides did the same in the turns before it\n";
        }
        // What a turn was at another time for was done before: where its thread waits tells.
        List<Deed> differing = Stream.of(here, there).flatMap(Optional::stream).toList();
        String cause = LikelyCause.of(between, differing)
                .map(LikelyCause::describe)
                .orElse("likely cause: none in the catalogue fits; look at the frames below");
        return cause + "\nthe first thing that differs:\n" + describe(left, here) + describe(right, there);
    }

    private static boolean alike(List<Deed> one, List<Deed> other) {
        int at = firstDifference(one, other);
        return at == one.size() && at == other.size();
    }

    private static int firstDifference(List<Deed> one, List<Deed> other) {
        int at = 0;
        while (at < one.size() && at < other.size() && same(one.get(at), other.get(at))) {
            at++;
        }
        return at;
    }

    private static boolean same(Deed one, Deed other) {
        return one.turn() == other.turn()
                && Objects.equals(one.thread(), other.thread())
                && Objects.equals(one.what(), other.what());
    }

    private static String describe(String side, Optional<Deed> deed) {
        if (deed.isEmpty()) {
            return "  in " + side + ": nothing more\n";
        }
        StringBuilder text =
                new StringBuilder("  in " + side + ": " + deed.get().thread() + " in turn "
                        + deed.get().turn() + " " + deed.get().what() + "\n");
        deed.get()
                .frames()
                .forEach(frame -> text.append("      at ").append(frame).append('\n'));
        return text.toString();
    }

    private static long firstDifference(Path left, Path right) {
        try (DataInputStream one = new DataInputStream(new BufferedInputStream(Files.newInputStream(left)));
                DataInputStream other = new DataInputStream(new BufferedInputStream(Files.newInputStream(right)))) {
            for (long turn = 1; ; turn++) {
                Long a = next(one);
                Long b = next(other);
                if (a == null && b == null) {
                    return 0;
                }
                if (a == null || !a.equals(b)) {
                    return turn;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Long next(DataInputStream in) throws IOException {
        try {
            return in.readLong();
        } catch (EOFException e) {
            return null;
        }
    }
}
