package dev.faultline.chaos;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/** Names of nodes in faults. */
final class Names {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

    private Names() {}

    static void check(String name) {
        if (name.equals(Fault.ALL)) {
            throw new IllegalArgumentException("'all' cannot stand here; name the nodes");
        }
        if (!HOST.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a node's name is a host name (letters, digits, '-'), was '" + name + "'");
        }
    }

    static List<String> check(List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a node is missing");
        }
        names.forEach(Names::check);
        if (new LinkedHashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("a node is named twice in " + text(names));
        }
        return List.copyOf(names);
    }

    static List<String> checkOrAll(List<String> names) {
        return isAll(names) ? List.copyOf(names) : check(names);
    }

    static boolean isAll(List<String> names) {
        return names.size() == 1 && names.getFirst().equals(Fault.ALL);
    }

    /** Returns the names, or those of all nodes where that is what they say. */
    static List<String> expand(List<String> names, List<String> nodes) {
        return isAll(names) ? nodes : names;
    }

    static String text(List<String> names) {
        return String.join(",", names);
    }

    /** Returns the names that the fault mentions, {@code all} not among them. */
    static List<String> in(Fault fault) {
        List<String> names = new ArrayList<>(mentionedBy(fault));
        names.removeIf(Fault.ALL::equals);
        return names;
    }

    /** Returns the names that the fault mentions, and {@code all} where that is one of them. */
    static List<String> mentionedBy(Fault fault) {
        List<String> names = new ArrayList<>();
        for (Object value : Form.of(fault).values(fault)) {
            switch (value) {
                case List<?> nodes -> nodes.forEach(node -> names.add((String) node));
                case NetworkFault.Links links -> {
                    names.addAll(links.from());
                    names.addAll(links.to());
                }
                case NetworkFault.Cut cut -> {
                    names.addAll(cut.side());
                    names.addAll(cut.other());
                }
                default -> {}
            }
        }
        return names;
    }
}
