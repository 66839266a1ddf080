package dev.faultline.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code manifest.json}: fields in one order, two spaces a level, a newline at the end. */
final class ManifestJson {
    private static final int LIMIT_BYTES = 16 << 20;
    private static final Set<String> NAMES = Set.of(
            "formatVersion",
            "faultline",
            "experiment",
            "seed",
            "environment",
            "options",
            "artifacts",
            "sections",
            "host");
    private static final Set<String> HOST_NAMES = Set.of("jdk", "os", "cpus", "start", "durationsNanos");
    private static final Set<String> ARTIFACT_NAMES = Set.of("coordinate", "sha256");

    private ManifestJson() {}

    static byte[] write(Manifest manifest) {
        return PrettyJson.bytes(object(manifest));
    }

    /** The manifest as a JSON object, the host section last. */
    static Map<String, @Nullable Object> object(Manifest manifest) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("formatVersion", manifest.formatVersion());
        object.put("faultline", manifest.faultline());
        object.put("experiment", manifest.experiment());
        object.put("seed", "0x" + Long.toHexString(manifest.seed()));
        object.put("environment", manifest.environment());
        object.put("options", manifest.options());
        List<Map<String, @Nullable Object>> artifacts = new ArrayList<>();
        for (Manifest.Artifact artifact : manifest.artifacts()) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("coordinate", artifact.coordinate());
            fields.put("sha256", artifact.sha256());
            artifacts.add(fields);
        }
        object.put("artifacts", artifacts);
        object.put("sections", manifest.sections());
        object.put("host", object(manifest.host()));
        return object;
    }

    private static Map<String, @Nullable Object> object(Manifest.Host host) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("jdk", host.jdk());
        object.put("os", host.os());
        object.put("cpus", host.cpus());
        object.put("start", host.start().toString());
        object.put("durationsNanos", host.durationsNanos());
        return object;
    }

    static Manifest read(Path file) {
        String source = file.toString();
        byte[] bytes = bytes(file);
        CharBuffer text = new StrictUtf8().decode(source, 1, bytes, 0, bytes.length);
        Fields fields = JsonText.object(source, 1, Limits.DEFAULT.depth(), text);
        fields.expectOnly(NAMES);
        long version = fields.number("formatVersion");
        if (version != Manifest.FORMAT_VERSION) {
            throw fields.fault("formatVersion", "is " + version + "; this Faultline reads " + Manifest.FORMAT_VERSION);
        }
        List<Manifest.Artifact> artifacts = new ArrayList<>();
        for (Object element : fields.list("artifacts")) {
            artifacts.add(artifact(fields, element));
        }
        Map<String, Map<String, @Nullable Object>> sections = new LinkedHashMap<>();
        Fields inside = fields.inside("sections", fields.any("sections"));
        for (String name : inside.names()) {
            sections.put(name, inside.map(name));
        }
        long seed = seed(fields);
        Manifest.Host host = host(fields.inside("host", fields.any("host")));
        return orFault(
                fields,
                "experiment",
                () -> new Manifest(
                        (int) version,
                        fields.text("faultline"),
                        fields.text("experiment"),
                        seed,
                        fields.text("environment"),
                        fields.map("options"),
                        artifacts,
                        sections,
                        host));
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LIMIT_BYTES + 1);
            if (bytes.length > LIMIT_BYTES) {
                throw new MalformedJournalException(
                        file.toString(), 1, 1, "a manifest has at most " + LIMIT_BYTES + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static long seed(Fields fields) {
        String text = fields.text("seed");
        if (!text.startsWith("0x")) {
            throw fields.fault("seed", "does not start with 0x");
        }
        return orFault(fields, "seed", () -> Long.parseUnsignedLong(text.substring(2), 16));
    }

    private static Manifest.Artifact artifact(Fields fields, @Nullable Object element) {
        Fields artifact = fields.inside("artifacts", element);
        artifact.expectOnly(ARTIFACT_NAMES);
        return orFault(
                fields, "artifacts", () -> new Manifest.Artifact(artifact.text("coordinate"), artifact.text("sha256")));
    }

    private static Manifest.Host host(Fields host) {
        host.expectOnly(HOST_NAMES);
        Map<String, Long> durationsNanos = new LinkedHashMap<>();
        Fields durations = host.inside("durationsNanos", host.any("durationsNanos"));
        for (String phase : durations.names()) {
            durationsNanos.put(phase, durations.number(phase));
        }
        return new Manifest.Host(
                host.text("jdk"),
                host.text("os"),
                orFault(host, "cpus", () -> Math.toIntExact(host.number("cpus"))),
                orFault(host, "start", () -> Instant.parse(host.text("start"))),
                durationsNanos);
    }

    /** A value, or its refusal told at the field that it came from. */
    private static <T> T orFault(Fields fields, String name, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw fields.fault(name, "is wrong: " + e.getMessage());
        }
    }
}
