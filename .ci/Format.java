import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Formats Java files, or checks that they are formatted: {@code java Format.java check|fix FOLDER...}.
 *
 * <p>The build runs this from source on the JDK that it chose, because formatter plugins parse with Maven's own JVM,
 * which may be too old for the sources. Folders that do not exist are passed over; so are those named target.
 */
final class Format {
    private static final Formatter FORMATTER = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    private Format() {}

    public static void main(String[] args) throws IOException {
        boolean fix = args[0].equals("fix");
        boolean failed = false;
        for (String folder : List.of(args).subList(1, args.length)) {
            for (Path file : sources(Path.of(folder).normalize())) {
                failed |= !format(file, fix);
            }
        }
        if (failed) {
            System.err.println("put right by: ./mvnw -q -N exec:exec@format-fix (one module: -Dmodule=NAME)");
            System.exit(1);
        }
    }

    /** Whether the file is as it should be, or was made so. */
    private static boolean format(Path file, boolean fix) throws IOException {
        String text = Files.readString(file);
        String formatted;
        try {
            formatted = FORMATTER.formatSourceAndFixImports(text);
        } catch (FormatterException e) {
            e.diagnostics().forEach(diagnostic -> System.err.println(file + ":" + diagnostic));
            return false;
        }
        if (text.equals(formatted)) {
            return true;
        }
        System.err.println((fix ? "formatted: " : "not formatted: ") + file);
        if (fix) {
            Files.writeString(file, formatted);
        }
        return fix;
    }

    private static List<Path> sources(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> Stream.of(folder.relativize(file).toString().split("[/\\\\]"))
                            .noneMatch("target"::equals))
                    .sorted()
                    .toList();
        }
    }
}
