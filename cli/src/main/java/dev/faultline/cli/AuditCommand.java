package dev.faultline.cli;

import dev.faultline.experiment.RunAudit;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code faultline audit}: can the record of a run be trusted? */
@Command(
        name = "audit",
        description =
                "Reads a run folder back: steps are dense, causes come earlier, Lamport clocks follow from them, and"
                        + " every delivered message has its send among its causes.")
final class AuditCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "The run folder.")
    private Path run = Path.of("");

    @Override
    public Integer call() {
        RunAudit audit = RunAudit.of(run);
        System.out.println(audit);
        return audit.isSound() ? 0 : 1;
    }
}
