package dev.faultline.cli;

import dev.faultline.experiment.RunAudit;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code faultline audit}: can the record of a run be trusted? */
@Command(
        name = "audit",
        description =
                "Reads a run folder back: steps are dense, causes come earlier, Lamport clocks follow from them, and"
                        + " every delivered message has its send among its causes.")
final class AuditCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "The run folder.")
    private Path run = Path.of("");

    @Option(names = "--json", description = "Prints JSON instead of text.")
    private boolean json;

    @Override
    public Integer call() {
        RunAudit audit = RunAudit.of(run);
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("run", run.toString());
            fields.put("sound", audit.isSound());
            fields.put("events", audit.events());
            fields.put("deliveries", audit.delivered());
            fields.put("operations", audit.operations());
            fields.put("faults", audit.faults());
            System.out.println(JsonMapper.shared().writeValueAsString(fields));
        } else {
            System.out.println(audit);
        }
        return audit.isSound() ? 0 : 1;
    }
}
