package dev.faultline.cli;

import dev.faultline.experiment.HuntRun;
import dev.faultline.experiment.NodeEnd;
import dev.faultline.experiment.Recovery;
import dev.faultline.experiment.WorkerReply;
import dev.faultline.journal.Amount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One run of a hunt in one line, for people or as an object of JSON. */
final class HuntLine {
    private static final double NANOS = 1e9;

    private HuntLine() {}

    static String text(HuntRun run) {
        WorkerReply reply = run.reply();
        if (reply.isFailure()) {
            return "seed " + reply.seed() + ": " + reply.verdict() + " - " + reply.sentence();
        }
        return String.format(
                Locale.ROOT,
                "seed %d: %s, %s (%,d ok, %,d failed, %,d unknown), %s, %s, %s, %.1f CPU s",
                reply.seed(),
                reply.verdict(),
                Amount.of(reply.operations(), "operation"),
                reply.ok(),
                reply.failed(),
                reply.unknown(),
                Amount.of(reply.faults(), "fault"),
                ended(reply.ends()),
                recovered(reply.recovery()),
                reply.cpuNanos() / NANOS);
    }

    private static String ended(List<NodeEnd> ends) {
        return ends.isEmpty()
                ? "no node ended by itself"
                : "ended by themselves: "
                        + String.join(
                                ", ",
                                ends.stream().map(NodeEnd::node).distinct().toList());
    }

    private static String recovered(Recovery recovery) {
        return switch (recovery.outcome()) {
            case RECOVERED -> String.format(Locale.ROOT, "recovered in %.1f s", recovery.nanos() / NANOS);
            case NOT_RECOVERED -> String.format(Locale.ROOT, "not recovered in %.1f s", recovery.nanos() / NANOS);
            case UNDECIDED -> "recovery undecided";
            case NOT_TESTED -> "recovery not tested";
        };
    }

    static Map<String, Object> fields(HuntRun run, String replay) {
        WorkerReply reply = run.reply();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seed", reply.seed());
        json.put("verdict", reply.verdict());
        json.put("sentence", reply.sentence());
        json.put("exercised", reply.isExercised());
        json.put("stoppedAtViolation", reply.stoppedAtViolation());
        json.put("operations", reply.operations());
        json.put("ok", reply.ok());
        json.put("failed", reply.failed());
        json.put("unknown", reply.unknown());
        json.put("faults", reply.faults());
        json.put("ended", NodeEnd.sentences(reply.ends()));
        json.put("recovery", reply.recovery().outcome().name());
        json.put("recoveryNanos", reply.recovery().nanos());
        json.put("virtualNanos", reply.virtualNanos());
        json.put("cpuNanos", reply.cpuNanos());
        json.put("fingerprint", reply.fingerprint());
        json.put("repeated", run.repeated());
        run.folder().ifPresent(folder -> json.put("folder", folder.toString()));
        json.put("replay", replay);
        return json;
    }
}
