package dev.faultline.cli;

import java.io.InputStream;
import java.util.logging.Level;

/** Programs whose runs are not a function of the seed. */
final class Leaks {
    private Leaks() {}

    /** Counts its runs in the JDK's list of all levels, which the JVM has one of. */
    static final class Counter {
        private Counter() {}

        /** A level of its own; the JDK keeps every level that was ever made. */
        private static final class Run extends Level {
            private static final long serialVersionUID = 1;

            Run(int number) {
                super("RUN-" + number, 10_000 + number);
            }
        }

        public static void main(String[] arguments) {
            int run = 1;
            while (isKnown("RUN-" + run)) {
                run++;
            }
            Run level = new Run(run);
            System.out.println("run " + level.getName().substring(4));
        }

        private static boolean isKnown(String level) {
            try {
                return Level.parse(level) != null;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }

    /** Sleeps for as long as a file of the host says, another with every look. */
    static final class HostFile {
        private HostFile() {}

        public static void main(String[] arguments) throws Exception {
            try (InputStream in = HostFile.class.getClassLoader().getResourceAsStream("uuid")) {
                String text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                Thread.sleep(0, Math.floorMod(text.hashCode(), 900_000));
                System.out.println("awake");
            }
        }
    }
}
