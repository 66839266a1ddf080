package dev.faultline.bench;

import dev.faultline.experiment.RunOptions;
import dev.faultline.experiment.Runner;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the time of warm ZooKeeper runs goes, sampled by the JDK's flight recorder in processor time (Linux only). A
 * sample belongs to whoever is innermost on the stack, JDK classes not counted, since they work for someone.
 */
final class Profile {
    private static final String SAMPLE = "jdk.CPUTimeSample";
    private static final String SIMULATOR = "dev.faultline.sim.";
    private static final String LOADER = SIMULATOR + "internal.machine.NodeLoader.";

    private final Cluster cluster;
    private final Scale scale;

    Profile(Cluster cluster, Scale scale) {
        this.cluster = cluster;
        this.scale = scale;
    }

    void print(PrintStream out) {
        Runner runner = new Runner(cluster.busy(scale.requestTime(), false), cluster.artifacts());
        ThreadTimes times = new ThreadTimes();
        Path file = record(() -> {
            times.start();
            for (int i = 0; i < scale.rounds(); i++) {
                var _ = runner.run(1, RunOptions.standard());
            }
            times.stop();
        });
        out.println("where the CPU time of ZooKeeper without faults goes: " + times.shares());
        out.println("and that of Java code:");
        print(out, owners(file));
    }

    private static Path record(Runnable work) {
        try (Recording recording = new Recording()) {
            Path file = Files.createTempFile("faultline-bench", ".jfr");
            recording.enable(SAMPLE).with("throttle", "5ms");
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the recording cannot be written", e);
        }
    }

    private static Map<String, Integer> owners(Path file) {
        Map<String, Integer> samples = new TreeMap<>();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                RecordedStackTrace stack = event.getStackTrace();
                if (event.getEventType().getName().equals(SAMPLE) && stack != null) {
                    samples.merge(owner(stack.getFrames()), 1, Integer::sum);
                }
            }
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the recording cannot be read", e);
        }
        return samples;
    }

    static String owner(List<RecordedFrame> frames) {
        return ownerOf(frames.stream()
                .map(frame -> frame.getMethod().getType().getName() + "."
                        + frame.getMethod().getName())
                .toList());
    }

    /** Names the owner of a stack of methods, innermost first. */
    static String ownerOf(List<String> methods) {
        for (String method : methods) {
            if (method.startsWith("java.lang.ClassLoader.") || method.startsWith(LOADER)) {
                return "loading classes";
            }
            if (method.startsWith(SIMULATOR)) {
                String name = method.substring(0, method.lastIndexOf('.'));
                String type = name.substring(name.lastIndexOf('.') + 1);
                return "simulator, " + type.replaceAll("[$].*", "");
            }
            if (method.startsWith("dev.faultline.")) {
                return "experiment";
            }
            if (method.startsWith("org.apache.zookeeper.") || method.startsWith("org.apache.jute.")) {
                return "ZooKeeper and what it calls in the JDK";
            }
            if (method.startsWith("ch.qos.logback.") || method.startsWith("org.slf4j.")) {
                return "logging";
            }
        }
        return "JDK alone";
    }

    private static void print(PrintStream out, Map<String, Integer> owners) {
        int all = Math.max(1, owners.values().stream().mapToInt(count -> count).sum());
        if (owners.isEmpty()) {
            out.println("    no samples: this JDK cannot sample processor time here");
        }
        owners.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(owner ->
                        out.println("    " + Row.number(100.0 * owner.getValue() / all) + "%  " + owner.getKey()));
    }
}
