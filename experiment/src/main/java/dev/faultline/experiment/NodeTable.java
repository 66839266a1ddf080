package dev.faultline.experiment;

import dev.faultline.sim.DiskSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a table says about nodes, before placeholders are filled in for one of them. */
record NodeTable(
        List<String> artifacts,
        List<Path> classPath,
        String main,
        List<Template> arguments,
        Map<String, Template> properties,
        Map<String, Template> environment,
        Map<String, Template> files,
        int processors,
        DiskSpec disk) {
    private static final int PROCESSORS_MAX = 256;
    private static final int PROCESSORS_DEFAULT = 4;

    static NodeTable read(Section section, ClassPathReader classPaths, String whatMainIs) {
        Optional<MainJar> jar = classPaths.jar(section);
        List<String> artifacts = classPaths.artifacts(section);
        List<Path> classPath = jar.map(it -> List.of(it.path())).orElseGet(() -> classPaths.classPath(section));
        String main = jar.map(MainJar::main)
                .orElseGet(() -> classPaths.className(section, "main", whatMainIs + " (or jar, which names it)"));
        return new NodeTable(
                artifacts,
                classPath,
                main,
                section.templates("arguments"),
                section.templateTable("properties"),
                section.templateTable("environment"),
                section.templateTable("files"),
                (int) section.number("processors", 1, PROCESSORS_MAX, PROCESSORS_DEFAULT),
                DiskReader.read(section.section("disk")));
    }
}
