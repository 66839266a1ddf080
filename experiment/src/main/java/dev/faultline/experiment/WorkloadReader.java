package dev.faultline.experiment;

import dev.faultline.chaos.Drawn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the table {@code [workload]}. */
final class WorkloadReader {
    private static final Duration TINY = Duration.ofMillis(1);
    private static final Duration HUGE = Duration.ofHours(1_000);
    private static final int CLIENTS_MAX = 1_000;
    private static final int KEYS_MAX = 100_000;
    private static final int RATE_MAX = 1_000_000;

    private final Section section;
    private final Problems problems;

    WorkloadReader(Section section, Problems problems) {
        this.section = section;
        this.problems = problems;
    }

    WorkloadSpec read() {
        int clients = (int) section.number("clients", 1, CLIENTS_MAX, 3);
        Optional<String> keys = section.range("keys", range -> Drawn.checkWhole(range, 1, KEYS_MAX));
        int sends = (int) section.number("sends", 0, 100, 0);
        int polls = (int) section.number("polls", 0, 100, 0);
        boolean ofLogs = sends + polls > 0;
        int reads = (int) section.number("reads", 0, 100, ofLogs ? 0 : 50);
        int writes = (int) section.number("writes", 0, 100, ofLogs ? 0 : 50);
        int cas = (int) section.number("cas", 0, 100, 0);
        int sum = reads + writes + cas + sends + polls;
        if (sum != 100) {
            problems.add(
                    section.place(),
                    "reads, writes and cas, or sends and polls, are percentages and must make 100, make " + sum);
        }
        for (String other : ofLogs ? List.of("reads", "writes", "cas") : List.of("sends", "polls")) {
            if (section.has(other)) {
                section.problem(other, "is not used: the workload is about " + (ofLogs ? "logs" : "registers"));
            }
        }
        if (section.has("rate") && section.has("think-time")) {
            section.problem("rate", "stands beside think-time; one of them decides the other");
        }
        Optional<String> rate = section.range("rate", range -> Drawn.checkWhole(range, 1, RATE_MAX));
        Optional<String> thinkTime = section.range("think-time", Drawn::checkDuration);
        WorkloadSpec workload = new WorkloadSpec(
                clients,
                keys.isPresent() ? 1 : (int) section.number("keys", 1, KEYS_MAX, 3),
                reads,
                writes,
                cas,
                sends,
                polls,
                pause(clients, rate.isPresent() || thinkTime.isPresent()),
                section.duration("duration", TINY, HUGE, Duration.ofSeconds(60)),
                section.duration("operation-timeout", TINY, HUGE, Duration.ofSeconds(5)),
                section.flag("final-reads", true),
                new WorkloadRanges(keys, rate, thinkTime));
        section.refuseOthers();
        return workload;
    }

    private Duration pause(int clients, boolean drawn) {
        if (drawn) {
            return Duration.ZERO;
        }
        return section.has("rate")
                ? WorkloadRanges.pause(clients, section.number("rate", 1, RATE_MAX, 1))
                : section.duration("think-time", Duration.ZERO, HUGE, Duration.ofMillis(100));
    }
}
