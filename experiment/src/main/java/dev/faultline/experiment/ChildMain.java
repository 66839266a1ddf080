package dev.faultline.experiment;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/** The main class of a {@link ChildJvm}: sees to its end, and calls the main method that is meant. Uses the JDK only. */
public final class ChildMain {
    private static final int OWN_WORDS = 2;

    private ChildMain() {}

    /**
     * Runs a program.
     *
     * @param arguments the number of the parent process, the class, and what its main method is to get
     */
    public static void main(String[] arguments) throws Throwable {
        ParentWatch.begin(Long.parseLong(arguments[0]));
        String[] rest = Arrays.copyOfRange(arguments, OWN_WORDS, arguments.length);
        try {
            Method main = Class.forName(arguments[1]).getMethod("main", String[].class);
            main.setAccessible(true); // a class with a main method need not be public
            main.invoke(null, (Object) rest);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
