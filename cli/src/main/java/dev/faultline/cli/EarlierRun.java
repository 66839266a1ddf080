package dev.faultline.cli;

import dev.faultline.experiment.RunAgain;
import dev.faultline.journal.MalformedJournalException;
import dev.faultline.journal.Manifest;
import dev.faultline.journal.RunFolder;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The run of the same experiment and seed that a folder held before: whether what replaces it is that run again. */
final class EarlierRun {
    private final Path before;
    private final Manifest manifest;

    private EarlierRun(Path before, Manifest manifest) {
        this.before = before;
        this.manifest = manifest;
    }

    /** Looks for it; there is none where the folder holds no run, that of another seed, or one that was broken off. */
    static Optional<EarlierRun> in(Path folder, String experiment, long seed) {
        try {
            Manifest manifest = RunFolder.open(folder).manifest();
            boolean same = manifest.experiment().equals(experiment) && manifest.seed() == seed;
            return same ? Optional.of(new EarlierRun(folder, manifest)) : Optional.empty();
        } catch (IllegalArgumentException | UncheckedIOException | MalformedJournalException e) {
            return Optional.empty(); // whether the folder may be replaced is for the run to say
        }
    }

    /** Returns that a folder holds another run, and as far as the manifests tell why; empty if it is the same. */
    Optional<String> difference(Path folder) {
        Manifest now = RunFolder.open(folder).manifest();
        if (fingerprint(now).equals(fingerprint(manifest))) {
            return Optional.empty();
        }
        String reasons = Stream.of(version(now), text(now), options(now), ways(now), faults(now), artifacts(now))
                .filter(reason -> !reason.isEmpty())
                .collect(Collectors.joining("; "));
        return Optional.of("not the run that was in " + before + ": its fingerprint was " + fingerprint(manifest)
                + ", now " + fingerprint(now) + "; "
                + (reasons.isEmpty() ? "the manifests tell no other programs, options or faults" : reasons));
    }

    private static String fingerprint(Manifest manifest) {
        return simulator(manifest, "fingerprint");
    }

    private static String simulator(Manifest manifest, String key) {
        return String.valueOf(manifest.sections().getOrDefault("sim", Map.of()).get(key));
    }

    private Object said(Manifest run, String section, String key) {
        Object said = run.sections().getOrDefault(section, Map.of()).get(key);
        return said == null ? "" : said;
    }

    private String text(Manifest now) {
        boolean same =
                said(manifest, RunAgain.SECTION, RunAgain.TEXT).equals(said(now, RunAgain.SECTION, RunAgain.TEXT));
        return same ? "" : "the experiment has another text";
    }

    /** Which faults were asked for in place of those of the experiment. */
    private String faults(Manifest now) {
        boolean same = said(manifest, "faults", "sha256").equals(said(now, "faults", "sha256"))
                && kinds(manifest).equals(kinds(now));
        return same ? "" : "other faults were asked for";
    }

    private List<String> kinds(Manifest run) {
        List<String> words = said(run, RunAgain.SECTION, "words") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
        int at = words.indexOf("--faults");
        return at < 0 ? List.of() : words.subList(at, Math.min(at + 2, words.size()));
    }

    /** How the run was carried out, beside its options. */
    private String ways(Manifest now) {
        return names(
                "ways",
                Stream.of("scheduler", "stopAtViolation")
                        .filter(key -> !simulator(manifest, key).equals(simulator(now, key))));
    }

    private String version(Manifest now) {
        return manifest.faultline().equals(now.faultline()) ? "" : "Faultline was " + manifest.faultline();
    }

    private String options(Manifest now) {
        return names(
                "options",
                Stream.concat(manifest.options().keySet().stream(), now.options().keySet().stream())
                        .filter(name -> !String.valueOf(manifest.options().get(name))
                                .equals(String.valueOf(now.options().get(name)))));
    }

    private String artifacts(Manifest now) {
        return names(
                "programs",
                Stream.concat(
                                manifest.artifacts().stream()
                                        .filter(each -> !now.artifacts().contains(each)),
                                now.artifacts().stream()
                                        .filter(each -> !manifest.artifacts().contains(each)))
                        .map(Manifest.Artifact::coordinate));
    }

    private static String names(String what, Stream<String> names) {
        String text = names.distinct().sorted().collect(Collectors.joining(", "));
        return text.isEmpty() ? "" : "other " + what + ": " + text;
    }
}
