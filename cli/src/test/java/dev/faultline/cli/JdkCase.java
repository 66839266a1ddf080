package dev.faultline.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program of the shared folder, and what it prints.
 *
 * @param nodes on how many nodes it runs at once
 * @param main its main class
 * @param ending the name of how the simulation ends
 * @param onJdk what it prints on the JDK, line by line
 * @param here what it prints in the simulator; the end of a line that depends on the JVM is left out, with three dots
 */
record JdkCase(int nodes, String main, List<String> arguments, String ending, List<String> onJdk, List<String> here) {

    /**
     * Reads cases. {@code == [NODES] MAIN ARGUMENTS [: ENDING]} begins one. A line of it begins with {@code =} if both print
     * it, with {@code -} if only the JDK does, with {@code +} if only the simulator does, and with {@code #} if it says
     * why. {@code Misc} is one more case for each of its lines, whose first word is an argument.
     */
    static List<JdkCase> parse(String text) {
        List<JdkCase> cases = new ArrayList<>();
        for (String block : text.split("(?m)^== ")) {
            if (!block.startsWith("#") && !block.isBlank()) {
                cases.add(read(block));
            }
        }
        for (JdkCase each : List.copyOf(cases)) {
            if (each.main.equals("Misc")) {
                // The link of the case symlink leads to what an earlier one has written.
                each.here.stream().filter(line -> !line.startsWith("symlink")).forEach(line -> {
                    List<String> alone = List.of(line.substring(0, line.indexOf(':')));
                    cases.add(new JdkCase(1, "Misc", alone, each.ending, List.of(), List.of(line)));
                });
            }
        }
        return cases;
    }

    private static JdkCase read(String block) {
        String[] lines = block.split("\n");
        String[] head = lines[0].split(" : ");
        List<String> words = new ArrayList<>(Arrays.asList(head[0].split(" ")));
        int nodes = words.getFirst().matches("\\d+") ? Integer.parseInt(words.removeFirst()) : 1;
        String main = words.removeFirst();
        return new JdkCase(
                nodes,
                main,
                words,
                head.length > 1 ? head[1] : "AllEnded",
                marked(lines, "=-").toList(),
                marked(lines, "=+").toList());
    }

    private static Stream<String> marked(String[] lines, String marks) {
        return Arrays.stream(lines)
                .skip(1)
                .filter(line -> !line.isEmpty() && marks.indexOf(line.charAt(0)) >= 0)
                .map(line -> line.length() > 2 ? line.substring(2) : "");
    }

    /** Returns the lines that are too many or too few, in whatever order threads have printed them. */
    List<String> differences(List<String> printed) {
        List<String> left = new ArrayList<>(printed);
        List<String> differences = new ArrayList<>();
        for (String line : here) {
            boolean isThere = line.endsWith("...")
                    ? left.remove(left.stream()
                            .filter(each -> each.startsWith(line.substring(0, line.length() - 3)))
                            .findFirst()
                            .orElse(""))
                    : left.remove(line);
            if (!isThere) {
                differences.add("missing: " + line);
            }
        }
        // What the JDK logs has no row, nor the stack trace that Misc prints below its line.
        String own = main.equals("Misc") && !arguments.isEmpty() ? arguments.getFirst() + ": " : "";
        left.stream()
                .filter(line -> line.startsWith(own) && !line.matches("(n\\d )?([A-Z][a-z]{2} \\d|INFO: ).*"))
                .forEach(line -> differences.add("too many: " + line));
        return differences;
    }

    @Override
    public String toString() {
        return (nodes == 1 ? "" : nodes + " times ") + main + " " + String.join(" ", arguments);
    }
}
