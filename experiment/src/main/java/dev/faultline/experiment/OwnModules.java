package dev.faultline.experiment;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Finds the parts of Faultline beside the one that this class is in: in the folder of jars of the distribution, in the
 * folders of a build from sources, or in a Maven repository.
 */
final class OwnModules {
    private static final String HERE = "experiment";

    /** The jar or the folder that this class was loaded from. */
    private final Path here;

    OwnModules(Path here) {
        this.here = here.toAbsolutePath().normalize();
    }

    static OwnModules besideThisClass() {
        return new OwnModules(placeOf(OwnModules.class));
    }

    /** Returns the jar or the folder that a class was loaded from. */
    static Path placeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path has an entry that is no file", e);
        }
    }

    /**
     * Returns the artifact of a module.
     *
     * @throws ExperimentException if it is at none of the places
     */
    Artifact find(Coordinate coordinate) {
        List<Path> candidates = candidates(coordinate.name());
        Path path = candidates.stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new ExperimentException("artifact " + coordinate + " is not there; looked for "
                        + candidates + "; if Faultline is built from sources, build module " + coordinate.name()));
        return new Artifact(coordinate.toString(), path, Sha256.of(path));
    }

    private List<Path> candidates(String module) {
        if (module.equals(HERE)) {
            return List.of(here);
        }
        Path folder = Objects.requireNonNull(here.getParent(), "a class path entry is in a folder");
        String jar = "faultline-" + module + ".jar";
        if (folder.endsWith("target")) {
            Path target = folder.resolve("../../" + module + "/target").normalize();
            return List.of(target.resolve("classes"), target.resolve(jar));
        }
        Path version = folder.getFileName();
        Path versioned = folder.resolve(
                        "../../faultline-" + module + "/" + version + "/faultline-" + module + "-" + version + ".jar")
                .normalize();
        return List.of(folder.resolve(jar), versioned);
    }
}
