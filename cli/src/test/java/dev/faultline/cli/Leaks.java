package dev.faultline.cli;

import java.io.InputStream;
import java.net.URLConnection;

/** Programs whose runs are not a function of the seed. */
final class Leaks {
    private Leaks() {}

    /** Counts its runs by what the JDK asks for the types of files, of which the JVM has one. */
    static final class Counter {
        private Counter() {}

        public static void main(String[] arguments) {
            String before = URLConnection.getFileNameMap().getContentTypeFor("run");
            String run = before == null ? "1" : String.valueOf(Integer.parseInt(before) + 1);
            URLConnection.setFileNameMap(name -> name.equals("run") ? run : null);
            System.out.println("run " + run);
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
