package dev.faultline.check.picture;

import java.util.List;

/**
 * The colours of pictures and pages, by day and by night. Text has a contrast of at least 4.5 on what it stands on, and lines
 * and areas that mean something one of at least 3 (WCAG 2.2, AA).
 *
 * @param name how a style sheet names it
 * @param light in {@code #rrggbb}, where the reader's system prefers light
 * @param dark where it prefers dark
 */
record Colours(String name, String light, String dark) {

    static final List<Colours> ALL = List.of(
            new Colours("ink", "#1f2328", "#e6edf3"),
            new Colours("quiet", "#57606a", "#9da7b3"),
            new Colours("paper", "#ffffff", "#0d1117"),
            new Colours("ground", "#f3f5f8", "#161b22"),
            new Colours("rule", "#d1d9e0", "#30363d"),
            new Colours("bar", "#d8e7fb", "#12305a"),
            new Colours("edge", "#3a6fb7", "#6ea8ff"),
            new Colours("dot", "#24406b", "#a5c8ff"),
            new Colours("ondot", "#ffffff", "#0d1117"),
            new Colours("open", "#eceff2", "#21262d"),
            new Colours("openedge", "#6e7781", "#8b949e"),
            new Colours("bad", "#b3141f", "#ff8a80"),
            new Colours("badbar", "#ffdcd7", "#551a1d"),
            new Colours("fault", "#b3541a", "#f0944d"),
            new Colours("ok", "#3a6fb7", "#6ea8ff"),
            new Colours("failed", "#a97500", "#e3b341"),
            new Colours("unknown", "#6e7781", "#8b949e"),
            new Colours("good", "#1a7f37", "#4ccb63"),
            new Colours("doubt", "#8a5a00", "#e3b341"));

    /** The rules with the names of colours in braces replaced, and again for the night. */
    static String styled(String rules, String rulesOfTheDay) {
        return filled(rulesOfTheDay + rules, false) + "@media (prefers-color-scheme: dark) {\n" + filled(rules, true)
                + "}\n";
    }

    private static String filled(String rules, boolean night) {
        String filled = rules;
        for (Colours colour : ALL) {
            filled = filled.replace("{" + colour.name + "}", night ? colour.dark : colour.light);
        }
        return filled;
    }
}
