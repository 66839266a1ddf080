package dev.faultline.chaos.file;

import java.util.List;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/** Parses TOML such that no text makes the parser fail: what it cannot take is a mistake like any other. */
public final class TomlFile {
    private TomlFile() {}

    /** Is told what is wrong. */
    @FunctionalInterface
    public interface Complaint {
        /** Line and column are from 1. */
        void at(int line, int column, String problem);
    }

    /** Returns a text without the byte order mark that some editors write before it. */
    public static String withoutMark(String text) {
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /** Returns what the text says; empty if something is wrong with it, which is told. */
    public static Optional<TomlParseResult> parse(String text, Complaint complaint) {
        Mistakes nesting = new Mistakes("");
        if (Nesting.tooDeep(text, nesting)) {
            nesting.all().forEach(mistake -> complaint.at(mistake.line(), mistake.column(), mistake.problem()));
            return Optional.empty();
        }
        TomlParseResult toml;
        try {
            toml = Toml.parse(text);
        } catch (RuntimeException e) {
            complaint.at(
                    lineOfFailure(text),
                    1,
                    "this is no TOML; a table in { } stands on one line, and there are no comments in it");
            return Optional.empty();
        }
        toml.errors().forEach(error -> {
            boolean placed = error.position() != null;
            complaint.at(
                    placed ? error.position().line() : 1,
                    placed ? error.position().column() : 1,
                    String.valueOf(error.getMessage()));
        });
        return toml.hasErrors() ? Optional.empty() : Optional.of(toml);
    }

    /** Returns the line with which a text begins to be one on which the parser (tomlj 2.2.0) fails, by bisection. */
    private static int lineOfFailure(String text) {
        List<String> lines = text.lines().toList();
        int sound = 0;
        int failing = lines.size();
        while (failing - sound > 1) {
            int middle = (sound + failing) / 2;
            if (fails(String.join("\n", lines.subList(0, middle)))) {
                failing = middle;
            } else {
                sound = middle;
            }
        }
        return Math.max(1, failing);
    }

    private static boolean fails(String text) {
        try {
            Toml.parse(text);
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }
}
