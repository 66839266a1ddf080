package dev.faultline.cli;

import java.io.FileOutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.prefs.Preferences;

/** A program that tries every way out of the simulation that it knows of, and prints what became of each. */
final class Escapes {
    /** What no path but one that leads out has in it. */
    static final String MARK = "faultline-escape";

    private Escapes() {}

    private static void attempt(String what, Callable<?> way) {
        try {
            System.out.println(what + ": " + way.call());
        } catch (Throwable e) {
            System.out.println(what + ": " + e.getClass().getName());
        }
    }

    public static void main(String[] arguments) throws Exception {
        files();
        sockets();
        attempt(
                "process",
                () -> new ProcessBuilder("touch", "/tmp/" + MARK).start().waitFor());
        attempt("handles", () -> ProcessHandle.allProcesses().count());
        attempt("preferences", () -> {
            Preferences preferences = Preferences.userRoot().node(MARK);
            preferences.put("key", "value");
            preferences.flush();
            return preferences.get("key", "none");
        });
        attempt("image", () -> {
            Path file = Path.of("/tmp/" + MARK + ".png");
            var image = new java.awt.image.BufferedImage(4, 4, java.awt.image.BufferedImage.TYPE_INT_RGB);
            return javax.imageio.ImageIO.write(image, "png", file.toFile());
        });
        attempt("log", () -> {
            var handler = new java.util.logging.FileHandler("/tmp/" + MARK + "%u.log");
            handler.publish(new java.util.logging.LogRecord(java.util.logging.Level.INFO, "message"));
            handler.close();
            return "written";
        });
        attempt("heap dump", () -> {
            var bean = ManagementFactory.getPlatformMXBean(com.sun.management.HotSpotDiagnosticMXBean.class);
            bean.dumpHeap("/tmp/" + MARK + ".hprof", true);
            return "dumped";
        });
        attempt("thread dump", () -> {
            var bean = ManagementFactory.getPlatformMXBean(com.sun.management.HotSpotDiagnosticMXBean.class);
            bean.dumpThreads(
                    "/tmp/" + MARK + ".txt", com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
            return "dumped";
        });
        attempt("flight recording", () -> {
            try (var recording = new jdk.jfr.Recording()) {
                recording.start();
                recording.dump(Path.of("/tmp/" + MARK + ".jfr"));
            }
            return "recorded";
        });
        attempt("inherited channel", System::inheritedChannel);
        attempt("user", () -> new com.sun.security.auth.module.UnixSystem().getUsername());
        attempt("printers", () -> javax.print.PrintServiceLookup.lookupPrintServices(null, null).length);
        attempt("sound", () -> javax.sound.sampled.AudioSystem.getMixerInfo().length);
    }

    private static void files() {
        String home = System.getProperty("user.home");
        for (String folder : List.of("/tmp", "/var/tmp", home, "")) {
            Path path = Path.of(folder, MARK);
            attempt("file in " + folder, () -> Files.writeString(path, "text"));
            attempt("stream in " + folder, () -> {
                try (FileOutputStream out = new FileOutputStream(path + "-stream")) {
                    out.write(1);
                }
                return "written";
            });
            attempt(
                    "folder in " + folder,
                    () -> path.resolveSibling(MARK + "-folder").toFile().mkdirs());
        }
        attempt("temporary file", () -> Files.exists(Files.createTempFile(MARK, "")));
        attempt("the JDK", () -> Files.writeString(Path.of(System.getProperty("java.home"), MARK), "text"));
        attempt("password file", () -> Files.readString(Path.of("/etc/shadow")).length());
        attempt("other processes", () -> Files.exists(Path.of("/proc/1/environ")));
    }

    private static void sockets() {
        var outside = new InetSocketAddress("127.0.0.1", 22);
        attempt("socket", () -> {
            try (Socket socket = new Socket()) {
                socket.connect(outside, 500);
                return "connected";
            }
        });
        attempt("channel", () -> {
            try (SocketChannel channel = SocketChannel.open(outside)) {
                return channel.isConnected();
            }
        });
        attempt("datagram", () -> {
            try (DatagramChannel channel = DatagramChannel.open()) {
                return channel.send(java.nio.ByteBuffer.allocate(1), outside);
            }
        });
        attempt("server", () -> {
            try (ServerSocket server = new ServerSocket(0)) {
                return server.isBound();
            }
        });
    }
}
