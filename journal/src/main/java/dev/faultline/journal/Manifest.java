package dev.faultline.journal;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run was: everything that it is a function of, and apart from that, on which machine. Two runs with the same
 * manifest but for {@link #host} are the same bytes in a simulated environment.
 *
 * @param formatVersion of the run folder, {@link #FORMAT_VERSION}
 * @param faultline the version of Faultline
 * @param experiment its name
 * @param seed of all that is random; a hexadecimal string in the file, since many readers of JSON round a number to 53
 *     bits
 * @param environment such as sim, process, kubernetes
 * @param options of the experiment, in order; values as in {@link Event#data}
 * @param artifacts the programs under test, in class path order
 * @param sections what other parts add about the run, by name, in order
 * @param host the machine, which alone may differ
 */
public record Manifest(
        int formatVersion,
        String faultline,
        String experiment,
        long seed,
        String environment,
        Map<String, @Nullable Object> options,
        List<Artifact> artifacts,
        Map<String, Map<String, @Nullable Object>> sections,
        Host host) {

    /** The format that this version writes and reads. */
    public static final int FORMAT_VERSION = 1;

    /** @throws IllegalArgumentException for another format version, an empty name or values that JSON cannot hold */
    // written out: a compact constructor loses the @Nullable inside options in the class file
    public Manifest(
            int formatVersion,
            String faultline,
            String experiment,
            long seed,
            String environment,
            Map<String, @Nullable Object> options,
            List<Artifact> artifacts,
            Map<String, Map<String, @Nullable Object>> sections,
            Host host) {
        if (formatVersion != FORMAT_VERSION) {
            throw new IllegalArgumentException(
                    "format version " + formatVersion + "; this Faultline knows " + FORMAT_VERSION);
        }
        if (experiment.isEmpty()) {
            throw new IllegalArgumentException("the name of an experiment is not empty");
        }
        Objects.requireNonNull(faultline, "faultline");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(host, "host");
        this.options = JsonValues.freeze(options);
        this.artifacts = List.copyOf(artifacts);
        Map<String, Map<String, @Nullable Object>> copy = new LinkedHashMap<>();
        sections.forEach((name, section) -> copy.put(name, JsonValues.freeze(section)));
        this.sections = Collections.unmodifiableMap(copy);
        this.formatVersion = formatVersion;
        this.faultline = faultline;
        this.experiment = experiment;
        this.seed = seed;
        this.environment = environment;
        this.host = host;
    }

    /**
     * A program under test.
     *
     * @param coordinate group:artifact:version, or the file's name
     * @param sha256 of the file: 64 lower-case hexadecimal digits
     */
    public record Artifact(String coordinate, String sha256) {
        private static final int SHA256_DIGITS = 64;

        /** @throws IllegalArgumentException when the digest is not a SHA-256 */
        public Artifact {
            Objects.requireNonNull(coordinate, "coordinate");
            if (sha256.length() != SHA256_DIGITS
                    || !sha256.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                throw new IllegalArgumentException("\"" + sha256 + "\" is not a SHA-256 in 64 lower-case digits");
            }
        }
    }

    /**
     * The machine of a run and how long it took there.
     *
     * @param jdk the build of the JDK
     * @param os name, version and architecture
     * @param cpus how many processors the JVM saw
     * @param start wall clock time
     * @param durationsNanos of the phases, in order
     */
    public record Host(String jdk, String os, int cpus, Instant start, Map<String, Long> durationsNanos) {
        /** Makes the durations unmodifiable. */
        public Host {
            Objects.requireNonNull(jdk, "jdk");
            Objects.requireNonNull(os, "os");
            Objects.requireNonNull(start, "start");
            durationsNanos = Collections.unmodifiableMap(new LinkedHashMap<>(durationsNanos));
        }

        /** The machine that this is called on. */
        public static Host here(Instant start, Map<String, Long> durationsNanos) {
            String os = String.join(
                    " ",
                    System.getProperty("os.name"),
                    System.getProperty("os.version"),
                    System.getProperty("os.arch"));
            return new Host(
                    Runtime.version().toString(),
                    os,
                    Runtime.getRuntime().availableProcessors(),
                    start,
                    durationsNanos);
        }
    }
}
