package dev.faultline.chaos.simulated;

import dev.faultline.journal.Spelling;
import dev.faultline.sim.MethodPattern;
import dev.faultline.sim.Node;
import java.util.List;
import java.util.Optional;

/** What a pattern of methods may have meant that has met none. */
final class MethodHints {
    private MethodHints() {}

    /** Returns that no such method was called, and what may have been meant: another method of the class, or another class. */
    static String notCalled(Node node, MethodPattern methods) {
        return "no method " + methods + " was called on " + node.name() + hint(node, methods);
    }

    private static String hint(Node node, MethodPattern methods) {
        if (!node.code().methods(methods).isEmpty()) {
            return "";
        }
        List<String> others = node.code().others(methods);
        boolean areMethods = others.stream().anyMatch(other -> other.contains("("));
        String word = areMethods ? methods.methodPart() : last(methods.classPart());
        Optional<String> without = others.stream()
                .filter(other -> other.contains("), which ") && name(other).equals(word))
                .findFirst();
        if (without.isPresent()) {
            return "; there is " + without.get();
        }
        List<String> words = others.stream().map(MethodHints::name).distinct().toList();
        return Spelling.nearest(word, words)
                .flatMap(near -> others.stream()
                        .filter(other -> name(other).equals(near))
                        .findFirst())
                .map(meant -> "; did you mean " + meant + "?")
                .orElse("");
    }

    /** Returns the name of a method, or the last part of that of a class. */
    private static String name(String text) {
        return last(text.contains("(") ? text.substring(0, text.indexOf('(')) : text);
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
