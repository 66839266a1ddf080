package dev.faultline.sim;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A random program of ordinary file calls, and what came of each; the same whether the files are real or simulated. */
final class FileScript {
    private static final int CALLS = 60;

    private final Path base;
    private final Random random;
    private final List<String> transcript = new ArrayList<>();

    private FileScript(Path base, long seed) {
        this.base = base;
        random = new Random(seed);
    }

    /** Runs the program below the folder, which must exist and be empty. */
    static List<String> run(Path base, long seed) {
        FileScript script = new FileScript(base, seed);
        for (int call = 0; call < CALLS; call++) {
            script.call();
        }
        return script.transcript;
    }

    private interface Call {
        Object run() throws IOException;
    }

    private void call() {
        Path path = somewhere();
        Path other = somewhere();
        byte[] bytes = new byte[random.nextInt(10_000)];
        random.nextBytes(bytes);
        int position = random.nextInt(20_000);
        switch (random.nextInt(26)) {
            case 0 -> record("mkdir " + path, () -> path.toFile().mkdir());
            case 1 -> record("createDirectory " + path, () -> Files.createDirectory(path));
            case 2 -> record("createDirectories " + path, () -> Files.createDirectories(path));
            case 3 -> record("delete " + path, () -> path.toFile().delete());
            case 4 ->
                record("Files.delete " + path, () -> {
                    Files.delete(path);
                    return "";
                });
            case 5 ->
                record("renameTo " + path + " " + other, () -> path.toFile().renameTo(other.toFile()));
            case 6 -> record("move " + path + " " + other, () -> Files.move(path, other));
            case 7 ->
                record("replace " + path + " " + other, () -> Files.move(path, other, StandardCopyOption.ATOMIC_MOVE));
            case 8 ->
                record(
                        "copy " + path + " " + other,
                        () -> Files.copy(path, other, StandardCopyOption.REPLACE_EXISTING));
            case 9 -> record("link " + path + " " + other, () -> Files.createLink(path, other));
            case 10 -> record("symlink " + path + " " + other, () -> Files.createSymbolicLink(path, other));
            case 11 -> record("readlink " + path, () -> Files.readSymbolicLink(path));
            case 12 -> record("realpath " + path, () -> path.toRealPath());
            case 13 -> record("canonical " + path, () -> path.toFile().getCanonicalPath());
            case 14 -> record("list " + path, () -> sorted(path.toFile().list()));
            case 15 -> record("walk", this::walk);
            case 16 -> record("output " + path, () -> output(path, bytes));
            case 17 -> record("input " + path, () -> input(path));
            case 18 -> record("random access " + path, () -> randomAccess(path, bytes, position));
            case 19 -> record("channel " + path, () -> channel(path, bytes, position));
            case 20 ->
                record(
                        "append " + path,
                        () -> Files.write(path, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
            case 21 -> record("createNew " + path, () -> Files.write(path, bytes, StandardOpenOption.CREATE_NEW));
            case 22 -> record("readAll " + path, () -> Arrays.hashCode(Files.readAllBytes(path)));
            case 23 -> record("createNewFile " + path, () -> path.toFile().createNewFile());
            case 24 -> record("transfer " + path + " " + other, () -> transfer(path, other, position));
            default -> record("attributes " + path, () -> attributes(path));
        }
    }

    private Path somewhere() {
        Path path = base;
        int depth = 1 + random.nextInt(3);
        for (int i = 0; i < depth; i++) {
            path = path.resolve(String.valueOf((char) ('a' + random.nextInt(3))));
        }
        return path;
    }

    private void record(String what, Call call) {
        String outcome;
        try {
            outcome = String.valueOf(call.run());
        } catch (IOException | RuntimeException e) {
            outcome = e.toString();
        }
        transcript.add((what + " -> " + outcome).replace(base.toString(), "BASE"));
    }

    private static String sorted(String[] names) {
        if (names == null) {
            return "none";
        }
        Arrays.sort(names);
        return Arrays.toString(names);
    }

    private String walk() throws IOException {
        try (Stream<Path> paths = Files.walk(base)) {
            List<String> all = new ArrayList<>();
            for (Path path : paths.toList()) {
                boolean isFile = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
                all.add(path + (isFile ? ":" + Files.size(path) : ""));
            }
            Collections.sort(all);
            return all.toString();
        }
    }

    private static Object output(Path path, byte[] bytes) throws IOException {
        try (FileOutputStream out = new FileOutputStream(path.toFile())) {
            out.write(bytes);
            out.write(7);
            out.getFD().sync();
            return out.getChannel().position();
        }
    }

    private static Object input(Path path) throws IOException {
        try (FileInputStream in = new FileInputStream(path.toFile())) {
            long skipped = in.skip(10);
            int available = in.available();
            return skipped + " " + available + " " + in.read() + " " + Arrays.hashCode(in.readAllBytes());
        }
    }

    private static Object randomAccess(Path path, byte[] bytes, int position) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(position);
            file.write(bytes);
            file.writeUTF("text\n");
            file.setLength(position + bytes.length / 2);
            file.seek(position / 2);
            String line = file.readLine();
            return file.length() + " " + (line == null ? "none" : line.hashCode()) + " " + file.skipBytes(5);
        }
    }

    private static Object channel(Path path, byte[] bytes, int position) throws IOException {
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            ByteBuffer direct =
                    ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
            channel.write(direct, position);
            ByteBuffer[] parts = {ByteBuffer.wrap(bytes, 0, bytes.length / 3), ByteBuffer.wrap(bytes)};
            long gathered = channel.write(parts);
            channel.force(true);
            channel.truncate(position + 100L);
            ByteBuffer[] targets = {ByteBuffer.allocate(77), ByteBuffer.allocateDirect(999)};
            channel.position(position / 2);
            long scattered = channel.read(targets);
            return gathered + " " + scattered + " " + channel.position() + " " + channel.size() + " "
                    + Arrays.hashCode(targets[0].array()) + " "
                    + targets[1].flip().hashCode();
        }
    }

    private static Object transfer(Path path, Path other, int position) throws IOException {
        try (FileChannel source = FileChannel.open(path);
                FileChannel target = FileChannel.open(
                        other, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            long to = source.transferTo(position / 4, 1 << 20, target);
            long from = target.transferFrom(source, target.size(), 1 << 20);
            return to + " " + from + " " + target.size();
        }
    }

    private static Object attributes(Path path) throws IOException {
        File file = path.toFile();
        return file.exists() + " " + file.isFile() + " " + file.isDirectory() + " "
                + (file.isFile() ? file.length() : 0)
                + " " + Files.exists(path, LinkOption.NOFOLLOW_LINKS) + " " + Files.isSymbolicLink(path) + " "
                + Files.isReadable(path) + " " + Files.getPosixFilePermissions(path) + " "
                + Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
    }
}
