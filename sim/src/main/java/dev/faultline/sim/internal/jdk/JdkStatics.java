package dev.faultline.sim.internal.jdk;

import dev.faultline.sim.internal.vm.Vm;
import dev.faultline.sim.internal.vm.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The static fields of the JDK of which each process has its own: {@code own-statics.txt}. */
public final class JdkStatics {
    private static final String FILE = "own-statics.txt";

    private static final List<Field> FIELDS = new ArrayList<>();
    private static final Map<String, List<Field>> BY_OWNER = new HashMap<>();
    private static final Map<String, List<Field>> BY_CLASS_NAME = new HashMap<>();

    static {
        read();
    }

    /** What a process begins with. */
    public enum Start {
        /** What the static initialiser of the class gives, run for the process. */
        OWN,
        /** What the JVM has, which cannot be changed itself. */
        SAME,
        /** A copy of the collection that the JVM has. */
        COPY;

        private static Start of(String word, String line) {
            return switch (word) {
                case "own" -> OWN;
                case "same" -> SAME;
                case "copy" -> COPY;
                default -> throw new IllegalStateException(FILE + ": 'own', 'same' or 'copy' expected: " + line);
            };
        }
    }

    /**
     * A field, and what a process begins with.
     *
     * @param index its place in the list, from 0
     * @param owner the class that declares it, as in class files
     * @param type its descriptor
     * @param start what a process begins with
     * @param users other classes whose code reads or writes it
     */
    public record Field(int index, String owner, String name, String type, Start start, List<String> users) {
        /** Returns what a field of its type holds before it is written; null for a reference. */
        @Nullable
        public Object zero() {
            return switch (type.charAt(0)) {
                case 'Z' -> false;
                case 'B' -> (byte) 0;
                case 'C' -> (char) 0;
                case 'S' -> (short) 0;
                case 'I' -> 0;
                case 'J' -> 0L;
                case 'F' -> 0F;
                case 'D' -> 0D;
                default -> null;
            };
        }

        /** Returns whether code names this field. */
        public boolean isNamed(String ofOwner, String ofName) {
            return name.equals(ofName) && owner.equals(ofOwner);
        }
    }

    private JdkStatics() {}

    /** Returns all of them, in the order of their numbers. */
    public static List<Field> all() {
        return Collections.unmodifiableList(FIELDS);
    }

    public static int count() {
        return FIELDS.size();
    }

    public static Field at(int index) {
        return FIELDS.get(index);
    }

    /** Returns whether this is such a field. It is asked for every field that a handle is made of: it makes nothing. */
    public static boolean isListed(Member member) {
        if (!Modifier.isStatic(member.getModifiers())) {
            return false;
        }
        List<Field> fields = BY_CLASS_NAME.get(member.getDeclaringClass().getName());
        if (fields == null || !Vm.isOfJdk(member.getDeclaringClass().getClassLoader())) {
            return false;
        }
        for (Field field : fields) {
            if (field.name().equals(member.getName())) {
                return true;
            }
        }
        return false;
    }

    /** Returns the fields that the class declares. */
    public static List<Field> of(String owner) {
        return BY_OWNER.getOrDefault(owner, List.of());
    }

    private static void read() {
        try (InputStream in = JdkStatics.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            for (String line : Words.parts(new String(in.readAllBytes(), StandardCharsets.UTF_8), '\n')) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(String line) {
        List<String> parts = Words.parts(line, ' ');
        int dot = parts.size() < 3 ? -1 : parts.get(1).lastIndexOf('.');
        if (dot < 0) {
            throw new IllegalStateException(FILE + ": a word, a field and its type expected: " + line);
        }
        Field field = new Field(
                FIELDS.size(),
                parts.get(1).substring(0, dot),
                parts.get(1).substring(dot + 1),
                parts.get(2),
                Start.of(parts.get(0), line),
                List.copyOf(parts.subList(3, parts.size())));
        FIELDS.add(field);
        List<Field> ofOwner = BY_OWNER.computeIfAbsent(field.owner(), _ -> new ArrayList<>());
        ofOwner.add(field);
        BY_CLASS_NAME.put(field.owner().replace('/', '.'), ofOwner);
    }
}
