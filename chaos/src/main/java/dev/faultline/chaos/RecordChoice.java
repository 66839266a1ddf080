package dev.faultline.chaos;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which record of a log is meant: {@code any}, {@code first}, {@code last}, {@code 7}, {@code -2} for the last but one; of one
 * type {@code setData:last}, or {@code footer} for any of it.
 *
 * @param type of the record in its format; empty for the records for which the file is kept, whatever their type
 * @param number from 1 on from the beginning, from -1 on from the end, 0 for one that is drawn
 */
public record RecordChoice(String type, long number) {
    /** Any record. */
    public static final RecordChoice ANY = new RecordChoice("", 0);

    private static final Pattern FORM =
            Pattern.compile("(?:([A-Za-z][A-Za-z0-9._-]{0,99})(?::|$))?(any|first|last|-?[0-9]{1,9})?");
    private static final List<String> WORDS = List.of("any", "first", "last");

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static RecordChoice parse(String text) {
        if (WORDS.contains(text)) {
            return new RecordChoice("", number(text));
        }
        Matcher form = FORM.matcher(text);
        if (text.isEmpty() || text.endsWith(":") || !form.matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' names no record; write any, first, last, a number from 1, or -2 for the last but one, perhaps"
                    + " with a type and a colon before it, such as setData:last");
        }
        String type = form.group(1) == null ? "" : form.group(1);
        return new RecordChoice(type, number(form.group(2) == null ? "any" : form.group(2)));
    }

    private static long number(String word) {
        return switch (word) {
            case "any" -> 0;
            case "first" -> 1;
            case "last" -> -1;
            default -> {
                long number = Long.parseLong(word);
                if (number == 0) {
                    throw new IllegalArgumentException("records are counted from 1");
                }
                yield number;
            }
        };
    }

    @Override
    public String toString() {
        String which = number == 0 ? "any" : number == 1 ? "first" : number == -1 ? "last" : Long.toString(number);
        return type.isEmpty() ? which : number == 0 ? type : type + ":" + which;
    }
}
