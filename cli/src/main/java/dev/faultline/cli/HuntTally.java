package dev.faultline.cli;

import dev.faultline.experiment.HuntEnd;
import dev.faultline.experiment.HuntRun;
import dev.faultline.experiment.Recovery;
import dev.faultline.experiment.RunResult;
import dev.faultline.experiment.WorkerReply;
import dev.faultline.journal.Amount;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The sums over the runs of a hunt. Not thread-safe. */
final class HuntTally {
    private static final double NANOS = 1e9;

    private long runs;
    private long valid;
    private long violations;
    private long errors;
    private long idle;
    private long lost;
    private long unrecovered;
    private long unavailable;
    private long changed;
    private long operations;
    private long virtualNanos;
    private long cpuNanos;
    private long heapBytes;

    void add(HuntRun run) {
        WorkerReply reply = run.reply();
        runs++;
        valid += reply.isValid() ? 1 : 0;
        violations += reply.isViolation() ? 1 : 0;
        errors += reply.isFailure() ? 1 : 0;
        idle += reply.isExercised() || reply.isFailure() ? 0 : 1;
        lost += reply.ends().isEmpty() ? 0 : 1;
        boolean isUnrecovered = reply.recovery().outcome() == Recovery.Outcome.NOT_RECOVERED;
        unrecovered += isUnrecovered && reply.isExercised() ? 1 : 0; // what tested nothing never was well
        unavailable += reply.ground().equals(RunResult.Ground.AVAILABILITY.name()) ? 1 : 0;
        changed += run.repeated() ? 0 : 1;
        operations += reply.operations();
        virtualNanos += reply.virtualNanos();
        cpuNanos += reply.cpuNanos();
        heapBytes = Math.max(heapBytes, reply.heapBytes());
    }

    long runs() {
        return runs;
    }

    long violations() {
        return violations;
    }

    private long unknown() {
        return runs - valid - violations - errors;
    }

    /** Returns the exit code of the hunt: what is worst in it, and what was not tested is not valid. */
    int exitCode(HuntEnd end) {
        if (violations > 0) {
            return 1;
        }
        if (end == HuntEnd.REFUSED) {
            return Main.BAD_USAGE;
        }
        if (errors + changed > 0) {
            return Main.INTERNAL_ERROR;
        }
        return runs > 0 && valid == runs ? 0 : 2;
    }

    /** Returns the sums in a line. */
    String sentence(double seconds) {
        StringJoiner notes = new StringJoiner("; ", "", "");
        if (idle > 0) {
            notes.add(Amount.of(idle, "run") + " tested nothing");
        }
        if (lost > 0) {
            notes.add("in " + Amount.of(lost, "run") + " a node ended by itself");
        }
        if (unrecovered > 0) {
            notes.add(Amount.of(unrecovered, "run") + " did not recover");
        }
        if (unavailable > 0) {
            notes.add(Amount.of(unavailable, "run") + " did not serve clients while only a quorum was whole");
        }
        if (changed > 0) {
            notes.add(Amount.of(changed, "run") + " came out differently when made again");
        }
        return String.format(
                Locale.ROOT,
                "%s in %.1f s: %,d valid, %s, %,d unknown, %s; %s%s, %,.0f virtual s, largest heap of a worker %,d MB",
                Amount.of(runs, "run"),
                seconds,
                valid,
                Amount.of(violations, "violation"),
                unknown(),
                Amount.of(errors, "error"),
                notes.length() == 0 ? "" : notes + "; ",
                Amount.of(operations, "operation"),
                virtualNanos / NANOS,
                heapBytes >> 20);
    }

    /** Returns the sums as fields. */
    Map<String, Object> fields(HuntEnd end, double seconds) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("runs", runs);
        json.put("valid", valid);
        json.put("violations", violations);
        json.put("unknown", unknown());
        json.put("errors", errors);
        json.put("notExercised", idle);
        json.put("withEndedNodes", lost);
        json.put("notRecovered", unrecovered);
        json.put("notAvailable", unavailable);
        json.put("notRepeated", changed);
        json.put("operations", operations);
        json.put("virtualNanos", virtualNanos);
        json.put("cpuNanos", cpuNanos);
        json.put("wallNanos", Math.round(seconds * NANOS));
        json.put("end", end.name());
        json.put("exitCode", exitCode(end));
        return json;
    }
}
