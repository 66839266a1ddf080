package dev.faultline.sim.internal.jdk.file;

import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.SimProcess;
import java.io.Console;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import jdk.internal.access.JavaIOFileDescriptorAccess;
import jdk.internal.access.SharedSecrets;
import org.jspecify.annotations.Nullable;

/**
 * What reads standard input, and what writes to the descriptors behind standard output and standard error. A node has no
 * input, as with {@code < /dev/null}; what it writes is what it prints. Public only for patched code.
 */
public final class StandardStreamHooks {
    private static final JavaIOFileDescriptorAccess FD = SharedSecrets.getJavaIOFileDescriptorAccess();
    private static final int INPUT = 0;
    private static final int OUTPUT = 1;
    private static final int ERROR = 2;

    private StandardStreamHooks() {}

    public static boolean inSimulation() {
        return Task.current() != null;
    }

    /** What code reads from {@code System.in}. */
    public static InputStream in(InputStream ofJvm) {
        Task task = Task.current();
        return task == null ? ofJvm : SimProcess.of(task).standardIn;
    }

    public static void setIn(InputStream stream) {
        SimProcess.of(Objects.requireNonNull(Task.current())).standardIn = stream;
    }

    /** {@code System.console}: nobody sits in front of a node. */
    public static @Nullable Console console() {
        return null;
    }

    public static boolean isStandardInput(FileInputStream in) throws IOException {
        return FD.get(in.getFD()) == INPUT && Task.current() != null;
    }

    public static int read(FileInputStream in) {
        return -1;
    }

    public static int readAll(FileInputStream in, byte[] bytes) {
        return bytes.length == 0 ? 0 : -1;
    }

    public static int readSome(FileInputStream in, byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return length == 0 ? 0 : -1;
    }

    public static int available(FileInputStream in) {
        return 0;
    }

    public static boolean isStandardOutput(FileOutputStream out) throws IOException {
        int descriptor = FD.get(out.getFD());
        return (descriptor == OUTPUT || descriptor == ERROR) && Task.current() != null;
    }

    public static void write(FileOutputStream out, int value) throws IOException {
        output().write(value);
    }

    public static void writeAll(FileOutputStream out, byte[] bytes) throws IOException {
        output().write(bytes, 0, bytes.length);
    }

    public static void writeSome(FileOutputStream out, byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        output().write(bytes, offset, length);
    }

    private static OutputStream output() {
        return SimProcess.of(Objects.requireNonNull(Task.current())).node.output();
    }
}
