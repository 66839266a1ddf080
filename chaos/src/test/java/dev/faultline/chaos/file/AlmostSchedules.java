package dev.faultline.chaos.file;

import dev.faultline.chaos.file.ScheduleFile.Format;
import dev.faultline.sim.Rng;
import java.util.List;

/** Texts of schedules with some of their characters, words and lines changed, and some that are nothing of the kind. */
final class AlmostSchedules {
    private static final List<String> PIECES = List.of(
            "[",
            "]",
            "{",
            "}",
            "[[",
            "]]",
            "\"",
            "'",
            "\"\"\"",
            "'''",
            "#",
            "=",
            ":",
            "- ",
            ", ",
            "\n",
            "\r\n",
            "\t",
            " ",
            "&a ",
            "*a",
            "!!int ",
            "<<: *a",
            "? ",
            "| ",
            "> ",
            "%YAML 1.2\n",
            "---\n",
            "...\n",
            "\u0000",
            "\ufeff",
            "\ud800",
            "\u2028",
            "\u0085",
            "1e999",
            "-0",
            "0x1f",
            "1_000",
            "nan",
            "inf",
            "1979-05-27",
            "true",
            "null",
            "@any(2)",
            "@printed(\"",
            "@others",
            "uniform 1s..5s",
            "log 0..1",
            "1..2..3",
            "99999999999999999999",
            "1e-400",
            "\\u00",
            "\\",
            "fault",
            "type",
            "sequence",
            "step",
            "while",
            "since",
            "on",
            "choose",
            "weight",
            "a.b.c",
            "\"\".x",
            "..",
            "(?<a>",
            "(a*)*",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[");
    private static final List<String> LINES = List.of(
            "12s kill n1 for 3s",
            "kill n1 at 12s for 3s",
            "uniform 1s..5s pause @any for 1s",
            "# comment",
            "",
            "5s partition ring n1,n2,n3,n4 for 5s",
            "1s disk-error n1 at sync of / with 0.5 for 1s");

    private final Rng rng;

    AlmostSchedules(Rng rng) {
        this.rng = rng;
    }

    String sound(Format format) {
        if (format == Format.LINES) {
            StringBuilder lines = new StringBuilder();
            for (int i = rng.below(6); i >= 0; i--) {
                lines.append(LINES.get(rng.below(LINES.size()))).append('\n');
            }
            return lines.toString();
        }
        return ScheduleFile.write(new RandomScenarios(rng.between(0, 1_000_000)).next(), format);
    }

    String next(Format format) {
        StringBuilder text = new StringBuilder(rng.chance(0.05) ? "" : sound(format));
        for (int i = rng.below(6); i > 0; i--) {
            change(text);
        }
        return text.toString();
    }

    private void change(StringBuilder text) {
        int at = rng.below(text.length() + 1);
        int end = Math.min(text.length(), at + 1 + rng.below(rng.chance(0.1) ? 200 : 6));
        switch (rng.below(6)) {
            case 0 -> text.delete(at, end);
            case 1 -> text.insert(at, PIECES.get(rng.below(PIECES.size())));
            case 2 -> text.insert(rng.below(text.length() + 1), text.substring(at, end));
            case 3 -> text.replace(at, end, PIECES.get(rng.below(PIECES.size())));
            case 4 -> {
                if (at < text.length()) {
                    text.setCharAt(at, (char) (rng.chance(0.8) ? rng.below(128) : rng.below(65_536)));
                }
            }
            default -> text.setLength(rng.chance(0.2) ? at : text.length());
        }
    }
}
