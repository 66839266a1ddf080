package dev.faultline.chaos.file;

import dev.faultline.chaos.scenario.Scenario;
import java.util.Locale;
import java.util.Set;
import org.tomlj.TomlTable;

/**
 * Scenarios as texts: TOML and YAML with the same words, and lines. What may stand where is in {@code docs/schedules.md}.
 *
 * <p>Reading has its limits, so that no text does harm: {@link #SIZE_MAX} characters, 50 levels, 100,000 values.
 */
public final class ScheduleFile {
    /** How long a text may be, in characters. */
    public static final int SIZE_MAX = 1_000_000;

    private ScheduleFile() {}

    /** How a scenario is written. */
    public enum Format {
        /** Tables and lists. */
        TOML,
        /** The same. */
        YAML,
        /** A fault a line, with its time before it. */
        LINES;

        /** Returns the format of a file of that name: by its ending, TOML, YAML, or else lines. */
        public static Format ofName(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.endsWith(".toml")) {
                return TOML;
            }
            return lower.endsWith(".yaml") || lower.endsWith(".yml") ? YAML : LINES;
        }
    }

    /**
     * Reads a scenario.
     *
     * @param text of the file
     * @param source what the file is called where something is wrong
     * @throws ScheduleFileException if it is none; it tells everything that is wrong, each with its place
     */
    public static Scenario read(String text, Format format, String source) {
        return read(text, format, source, Surroundings.UNKNOWN);
    }

    /**
     * Reads a scenario for these surroundings.
     *
     * @param contents of the file, perhaps with a byte order mark before them
     * @param source what the file is called where something is wrong
     * @param surroundings where it will be played
     * @throws ScheduleFileException if it is none; it tells everything that is wrong, each with its place
     */
    public static Scenario read(String contents, Format format, String source, Surroundings surroundings) {
        String text = TomlFile.withoutMark(contents);
        Mistakes mistakes = new Mistakes(source);
        if (text.length() > SIZE_MAX) {
            mistakes.add(Tree.Spot.START, "", "is longer than a schedule may be, " + SIZE_MAX + " characters");
            mistakes.check();
        }
        refuseHalfCharacters(text, mistakes);
        ScenarioReader reader = new ScenarioReader(surroundings, mistakes);
        Scenario scenario = switch (format) {
            case TOML -> reader.read(TomlTree.read(text, mistakes), "");
            case YAML -> reader.read(YamlTree.read(text, mistakes), "");
            case LINES -> reader.lines(text);
        };
        mistakes.check();
        return scenario;
    }

    /**
     * Reads a scenario from a table of another file.
     *
     * @param keys those of the table that are of the scenario
     * @param path the key of the table
     * @param source what the file is called where something is wrong
     * @param surroundings where it will be played
     * @throws ScheduleFileException if it is none; it tells everything that is wrong, each with its place
     */
    public static Scenario read(
            TomlTable table, Set<String> keys, String path, String source, Surroundings surroundings) {
        Mistakes mistakes = new Mistakes(source);
        Scenario scenario =
                new ScenarioReader(surroundings, mistakes).read(TomlTree.of(table, keys, path, mistakes), path);
        mistakes.check();
        return scenario;
    }

    /** Half of a pair of surrogates is no character; a parser may stumble over it. */
    private static void refuseHalfCharacters(String text, Mistakes mistakes) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
                lineStart = i + 1;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                mistakes.add(new Tree.Spot(line, i - lineStart + 1), "", "here is half of a character");
                mistakes.check();
            }
        }
    }

    /**
     * Writes a scenario as a file that reads back as the same.
     *
     * @throws IllegalArgumentException if the format cannot say it: lines have no tables; or it is empty
     */
    public static String write(Scenario scenario, Format format) {
        return switch (format) {
            case TOML -> TomlText.of(StepTables.of(scenario));
            case YAML -> YamlText.of(StepTables.of(scenario));
            case LINES -> LinesText.of(scenario);
        };
    }

    /** Returns the schema of schedule files for editors, in JSON (draft 2020-12). */
    public static String schema() {
        return ScheduleSchema.json();
    }
}
