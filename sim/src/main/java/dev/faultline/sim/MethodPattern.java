package dev.faultline.sim;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of methods: a pattern of classes, a dot, a pattern of method names, and perhaps types of parameters: {@code
 * org.example.Store.write}, {@code **.Store.flush*}, {@code org.example.**.*(byte[],int)}.
 *
 * <p>{@code *} stands for any characters but a dot, {@code **} for any, {@code **.} also for no package at all, {@code ?} for one
 * character but a dot; {@code org.example.**} for every method of the classes in and below a package. Nested classes have a {@code $}: {@code Store$Writer.write}. Without parameters every overload is meant;
 * a type of a parameter is a simple name or a full one. What the compiler made has to be asked for: {@code <init>} and {@code
 * <clinit>} by these names, the body of a lambda by a name with a {@code $}, as in {@code lambda$*}.
 *
 * <p>Matching takes time proportional to the length of the name times that of the pattern.
 */
public final class MethodPattern {
    private static final String CLASS = "[\\p{javaJavaIdentifierPart}.*?-]+";
    private static final String METHOD = "[\\p{javaJavaIdentifierPart}*?-]+|<init>|<clinit>";
    private static final String TYPES =
            "\\(([\\p{javaJavaIdentifierPart}.]+(\\[\\])*(,[\\p{javaJavaIdentifierPart}.]+(\\[\\])*)*)?\\)";

    private final String text;
    private final String classText;
    private final String methodText;
    private final Glob classes;
    private final Glob methods;
    private final @Nullable List<String> types;

    private MethodPattern(String text, String classText, String methodText, @Nullable List<String> types) {
        this.text = text;
        this.classText = classText;
        this.methodText = methodText;
        this.types = types;
        classes = Glob.of(classText);
        methods = Glob.of(methodText);
    }

    /**
     * Returns the pattern of that text.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static MethodPattern of(String text) {
        int end = text.indexOf('(') < 0 ? text.length() : text.indexOf('(');
        boolean all = text.endsWith(".**");
        int dot = all ? end : text.lastIndexOf('.', end - 1);
        String classText = dot < 0 ? "" : text.substring(0, dot);
        String methodText = all ? "*" : text.substring(dot + 1, end);
        if (!classText.matches(CLASS) || classText.startsWith(".") || classText.endsWith(".")) {
            throw new IllegalArgumentException("a pattern of methods is a class, a dot and a method, such as"
                    + " org.example.Store.write or **.Store.write*, was '" + text + "'");
        }
        if (!methodText.matches(METHOD) || methodText.contains("**")) {
            throw new IllegalArgumentException(
                    "the name of a method has letters, '*' and '?', or is <init> or <clinit>;" + " was '" + methodText
                            + "' in '" + text + "'");
        }
        if (end < text.length() && !text.substring(end).matches(TYPES)) {
            throw new IllegalArgumentException("the types of parameters stand in parentheses with commas between them,"
                    + " without spaces, such as (byte[],int); was '" + text.substring(end) + "' in '" + text + "'");
        }
        return new MethodPattern(text, classText, methodText, end == text.length() ? null : types(text.substring(end)));
    }

    private static List<String> types(String parentheses) {
        String inside = parentheses.substring(1, parentheses.length() - 1);
        return inside.isEmpty() ? List.of() : List.of(inside.split(","));
    }

    /** Returns whether methods of the class, by its binary name with dots, may be meant. */
    public boolean matchesClass(String className) {
        return classes.matches(className);
    }

    /**
     * Returns whether the method is meant.
     *
     * @param className the binary name with dots
     * @param descriptor as in class files
     * @param isMade whether the compiler made it, and no one wrote it
     */
    public boolean matches(String className, String method, String descriptor, boolean isMade) {
        if (method.startsWith("<") ? !methodText.equals(method) : isMade && !methodText.contains("$")) {
            return false;
        }
        return methods.matches(method) && classes.matches(className) && takes(descriptor);
    }

    private boolean takes(String descriptor) {
        if (types == null) {
            return true;
        }
        List<ClassDesc> parameters = MethodTypeDesc.ofDescriptor(descriptor).parameterList();
        if (parameters.size() != types.size()) {
            return false;
        }
        for (int i = 0; i < parameters.size(); i++) {
            String simple = parameters.get(i).displayName();
            ClassDesc element = parameters.get(i);
            while (element.isArray()) {
                element = element.componentType();
            }
            String full = element.packageName().isEmpty() ? simple : element.packageName() + "." + simple;
            if (!types.get(i).equals(simple) && !types.get(i).equals(full)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the part that is about classes. */
    public String classPart() {
        return classText;
    }

    /** Returns the part that is about the names of methods. */
    public String methodPart() {
        return methodText;
    }

    /** Returns whether constructors or static initialisers are meant, which have no result. */
    public boolean isOfInitializers() {
        return methodText.startsWith("<");
    }

    /** Returns why no method that it means can be reached, as the end of a sentence; empty if some may. */
    public Optional<String> obstacle() {
        boolean isOne = !classText.contains("*") && !classText.contains("?");
        boolean isOfJdk = classText.startsWith("java.")
                || (isOne
                        && ClassLoader.getPlatformClassLoader().getResource(classText.replace('.', '/') + ".class")
                                != null);
        return isOfJdk
                ? Optional.of("the classes of the JDK are shared by all nodes; name a method of the program that"
                        + " calls it, was " + text)
                : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MethodPattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns the text it was made from. */
    @Override
    public String toString() {
        return text;
    }

    /** What each place stands for; all places that a name may have come to are kept at once. */
    private record Glob(List<Place> places) {
        /** A character, or one of those below. */
        private record Place(int what) {
            private static final int ONE = -1;
            private static final int MANY = -2;
            private static final int DEEP = -3;
            /** The two places behind it may be left out. */
            private static final int OPTIONAL = -4;

            boolean takes(char c) {
                return switch (what) {
                    case ONE, MANY -> c != '.';
                    case DEEP -> true;
                    default -> what == c;
                };
            }

            boolean stays() {
                return what == MANY || what == DEEP;
            }
        }

        static Glob of(String text) {
            List<Place> places = new ArrayList<>();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean deep = c == '*' && text.startsWith("**", i);
                if (deep && text.startsWith("**.", i) && (i == 0 || text.charAt(i - 1) == '.')) {
                    places.add(new Place(Place.OPTIONAL));
                }
                places.add(new Place(deep ? Place.DEEP : c == '*' ? Place.MANY : c == '?' ? Place.ONE : c));
                i += deep ? 1 : 0;
            }
            return new Glob(places);
        }

        boolean matches(String name) {
            BitSet at = new BitSet(places.size() + 1);
            at.set(0);
            skipEmpty(at);
            for (int i = 0; i < name.length() && !at.isEmpty(); i++) {
                BitSet next = new BitSet(places.size() + 1);
                for (int place = at.nextSetBit(0); place >= 0; place = at.nextSetBit(place + 1)) {
                    if (place < places.size() && places.get(place).takes(name.charAt(i))) {
                        next.set(places.get(place).stays() ? place : place + 1);
                    }
                }
                at = next;
                skipEmpty(at);
            }
            return at.get(places.size());
        }

        private void skipEmpty(BitSet at) {
            for (int place = at.nextSetBit(0); place >= 0; place = at.nextSetBit(place + 1)) {
                if (place < places.size() && places.get(place).what() == Place.OPTIONAL) {
                    at.set(place + 1);
                    at.set(place + 3);
                } else if (place < places.size() && places.get(place).stays()) {
                    at.set(place + 1);
                }
            }
        }
    }
}
