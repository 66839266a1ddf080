package dev.faultline.sim.internal.jdk.nativecode;

import dev.faultline.sim.internal.vm.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What is known about functions of the C library: {@code native-functions.txt}. */
public final class NativeFunctions {
    static final String COMPUTES = "computes";
    static final String REFUSED = "refused";

    private static final String FILE = "native-functions.txt";
    private static final Map<String, String> ANSWERS = read();

    private NativeFunctions() {}

    /** Returns how a call of the function is answered. */
    static String answerOf(String function) {
        return ANSWERS.getOrDefault(function, REFUSED);
    }

    private static Map<String, String> read() {
        Map<String, String> answers = new HashMap<>();
        try (InputStream in = NativeFunctions.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            for (String line : Words.parts(new String(in.readAllBytes(), StandardCharsets.UTF_8), '\n')) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    addLine(line, answers);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answers;
    }

    private static void addLine(String line, Map<String, String> answers) {
        int bar = line.indexOf('|');
        String answer = bar < 0 ? "" : line.substring(0, bar).strip();
        if (!answer.equals(COMPUTES) && !answer.equals(REFUSED) && !NativeAnswers.knows(answer)) {
            throw new IllegalStateException(FILE + ": an answer and names expected: " + line);
        }
        for (String name : Words.parts(line.substring(bar + 1), ' ')) {
            if (answers.put(name, answer) != null) {
                throw new IllegalStateException(FILE + ": " + name + " is there twice");
            }
        }
    }
}
