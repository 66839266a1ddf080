package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A browser of this machine, which shows pages at some widths to a script that measures them. */
final class Browser {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

    private static final List<String> ALONE = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Path program;
    private final Path folder;

    private Browser(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /** Finds one on the PATH; it keeps its files in a folder. */
    static Optional<Browser> find(Path folder) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .flatMap(entry -> NAMES.stream().map(name -> Path.of(entry, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new Browser(program, folder));
    }

    /** What is wrong with the pages at these widths, and how much was measured: the lines of {@code measure.js}. */
    List<String> measure(Map<String, String> pages, int... widths) throws IOException, InterruptedException {
        StringBuilder frames = new StringBuilder("<!DOCTYPE html><meta charset=\"utf-8\"><body>");
        pages.forEach((name, html) -> {
            for (int width : widths) {
                frames.append(
                                "<iframe title=\"%s\" style=\"border:0;width:%dpx;height:900px\" scrolling=\"no\" srcdoc=\"%s\">"
                                        .formatted(
                                                name,
                                                width,
                                                html.replace("&", "&amp;").replace("\"", "&quot;")))
                        .append("</iframe>\n");
            }
        });
        frames.append("<script>addEventListener('load', () => {\n")
                .append(script())
                .append("\n});</script>");
        Path page = Files.writeString(folder.resolve("frames.html"), frames);
        Path dump = folder.resolve("dump.html");
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(ALONE);
        command.add("--user-data-dir=" + folder.resolve("profile"));
        command.add("--dump-dom");
        command.add(page.toUri().toString());
        Process process = new ProcessBuilder(command)
                .redirectOutput(dump.toFile())
                .redirectError(folder.resolve("browser.log").toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String dom = Files.readString(dump);
        int begin = dom.lastIndexOf("BEGIN\n");
        int end = dom.lastIndexOf("\nEND");
        assertThat(begin)
                .as("what %s measured; it ended with %s", program, process.waitFor())
                .isBetween(0, end);
        return dom.substring(begin + "BEGIN\n".length(), end).lines().toList();
    }

    private static String script() throws IOException {
        try (InputStream in = Browser.class.getResourceAsStream("measure.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
