package dev.faultline.cli;

import dev.faultline.chaos.FaultReport;
import dev.faultline.experiment.NodeEnd;
import dev.faultline.experiment.NodeStory;
import dev.faultline.experiment.RunResult;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

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
    /** All nodes ran, every answer was right, and a key was not answered any more. */
    UNAVAILABLE("not back"),
    /** An answer has an older value, or none, where a newer one had been acknowledged. */
    LOST("lost acknowledged data"),
    /** An answer is wrong in another way. */
    WRONG("silently wrong"),
    /** The run came to no verdict. */
    OTHER("undecided");

    private static final Set<String> DAMAGE = Set.of("bit-flip", "torn-write");

    /** Values of clients are their number and that of the request; another one nobody has written. */
    private static final Pattern LOSS = Pattern.compile(
            "'read -> (nil|\"?[0-9]{1,3}\\.[0-9]{1,9}\"?)'|'cas |is lost|passed over|at the same offset");

    private final String title;

    StorageOutcome(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Returns whether each run of it is to be shown. */
    boolean isShown() {
        return this == UNAVAILABLE || this == LOST || this == WRONG || this == OTHER;
    }

    static StorageOutcome of(RunResult result) {
        boolean isWrong = result.verdict().kind() == RunResult.Kind.VIOLATION;
        if (isWrong && result.verdict().ground() == RunResult.Ground.HISTORY) {
            return LOSS.matcher(result.verdict().sentence()).find() ? LOST : WRONG;
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
        if (isWrong) {
            return UNAVAILABLE;
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
