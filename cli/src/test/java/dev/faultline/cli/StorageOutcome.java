package dev.faultline.cli;

import dev.faultline.chaos.FaultReport;
import dev.faultline.experiment.NodeEnd;
import dev.faultline.experiment.NodeStory;
import dev.faultline.experiment.RunResult;
import java.util.List;
import java.util.Set;

/** What became of a system whose files were damaged, as far as a run shows it. */
enum StorageOutcome {
    /** No write was struck. */
    UNTOUCHED("not struck"),
    /** What was wrong was never read, or written over before. */
    UNREAD("not read"),
    /** A program read what was wrong, ran on, and every answer was right. */
    REPAIRED("repaired or passed over"),
    /** A node ended by itself or stood still, and every answer was right. */
    REFUSED("detected and refused"),
    /** A node or key was not there again after the faults. */
    UNAVAILABLE("refused, and not back"),
    /** An answer cannot be explained: a wrong value, or an acknowledged one is gone. */
    WRONG("silently wrong, or lost"),
    /** The run came to no verdict. */
    OTHER("undecided");

    private static final Set<String> DAMAGE = Set.of("bit-flip", "torn-write");

    private final String title;

    StorageOutcome(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Returns whether each run of it is to be shown. */
    boolean isShown() {
        return this == UNAVAILABLE || this == WRONG || this == OTHER;
    }

    static StorageOutcome of(RunResult result) {
        boolean history = result.verdict().ground() == RunResult.Ground.HISTORY;
        if (result.verdict().kind() == RunResult.Kind.VIOLATION) {
            return history ? WRONG : UNAVAILABLE;
        }
        List<FaultReport> damage = result.faults().stream()
                .filter(report -> report.effective()
                        && DAMAGE.stream().anyMatch(kind -> report.fault().startsWith(kind + " ")))
                .toList();
        if (damage.isEmpty()) {
            return UNTOUCHED;
        }
        boolean refused = result.ends().stream().anyMatch(NodeEnd::followsFault)
                || !result.nodes().stream().map(NodeStory::state).allMatch(NodeStory.State::isSound);
        if (refused) {
            return REFUSED;
        }
        if (result.verdict().kind() == RunResult.Kind.UNKNOWN) {
            return OTHER;
        }
        boolean read = damage.stream()
                .flatMap(report -> report.evidence().stream())
                .anyMatch(sentence -> sentence.contains("have read what is wrong"));
        return read ? REPAIRED : UNREAD;
    }
}
