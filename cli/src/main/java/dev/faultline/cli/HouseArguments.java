package dev.faultline.cli;

import dev.faultline.bench.house.HouseOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code bench house}. */
final class HouseArguments {
    @Option(
            names = "--classes",
            arity = "1..*",
            paramLabel = "PATH",
            description = "Of house: jars and folders of classes, each a module, instead of Faultline's own.")
    private List<Path> classes = List.of();

    @Option(
            names = "--sources",
            paramLabel = "DIR",
            description = "Of house: the folder of the sources, to count lines; else they are from the class files.")
    private @Nullable Path sources;

    @Option(names = "--module", paramLabel = "NAME", description = "Of house: shows one module.")
    private String module = "";

    @Option(
            names = "--uses",
            arity = "2",
            paramLabel = "ROOM",
            description = "Of house: lists every use of the second room (package) by the first.")
    private List<String> uses = List.of();

    HouseOptions options(boolean json) {
        return new HouseOptions(classes, sources, module, uses, json);
    }

    /** Refuses what another bench would pass over. */
    void requireNone(String bench) {
        if (!classes.isEmpty() || sources != null || !module.isEmpty() || !uses.isEmpty()) {
            throw new UsageException(
                    "--classes, --sources, --module and --uses are of bench house, not of bench " + bench);
        }
    }
}
