package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.OnDisk.failure;
import static dev.faultline.sim.conformance.OnDisk.file;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** How the streams of {@code java.io} and {@code File} behave. */
final class FileStreamCases {
    private FileStreamCases() {}

    private static Case of(String name, String expected, OnDisk.Body body) {
        return OnDisk.inFolder("files", name, expected, body);
    }

    static List<Case> cases() {
        return Stream.of(streams(), oldFile()).flatMap(List::stream).toList();
    }

    private static List<Case> streams() {
        return List.of(
                of("an appending stream appends", "ab", d -> {
                    Path f = file(d, "f", "a");
                    try (FileOutputStream out = new FileOutputStream(f.toFile(), true)) {
                        out.write('b');
                    }
                    return Files.readString(f);
                }),
                of("a writer and a reader", "line 2", d -> {
                    try (PrintWriter writer = new PrintWriter(d.resolve("f").toFile(), StandardCharsets.UTF_8)) {
                        writer.println("line 1");
                        writer.println("line 2");
                    }
                    try (var reader = new java.io.BufferedReader(
                            new FileReader(d.resolve("f").toFile(), StandardCharsets.UTF_8))) {
                        reader.readLine();
                        return reader.readLine();
                    }
                }),
                of("lines are read one by one", "[a, b]", d -> Files.readAllLines(file(d, "f", "a\nb\n"))),
                of("a stream knows what is available", "3 2 -1", d -> {
                    try (FileInputStream in =
                            new FileInputStream(file(d, "f", "abc").toFile())) {
                        int before = in.available();
                        in.read();
                        int after = in.available();
                        in.skip(10);
                        return before + " " + after + " " + in.read();
                    }
                }),
                of("two openings have two positions", "ab a", d -> {
                    Path f = file(d, "f", "abc");
                    try (var one = Files.newInputStream(f);
                            var two = Files.newInputStream(f)) {
                        String first = new String(one.readNBytes(2), StandardCharsets.UTF_8);
                        return first + " " + (char) two.read();
                    }
                }),
                of(
                        "a folder cannot be read as a file",
                        "IOException Is a directory",
                        d -> failure(() -> Files.newInputStream(d).read())),
                of("a closed stream refuses", "IOException Stream Closed", d -> {
                    FileInputStream in = new FileInputStream(file(d, "f", "abc").toFile());
                    in.close();
                    return failure(in::read);
                }),
                of("modes rws and rwd write", "ab", d -> {
                    for (String mode : List.of("rws", "rwd")) {
                        try (RandomAccessFile file =
                                new RandomAccessFile(d.resolve("f").toFile(), mode)) {
                            file.seek(file.length());
                            file.write(mode.equals("rws") ? 'a' : 'b');
                        }
                    }
                    return Files.readString(d.resolve("f"));
                }),
                of("mode r refuses to write", "IOException Bad file descriptor", d -> {
                    try (RandomAccessFile file =
                            new RandomAccessFile(file(d, "f", "").toFile(), "r")) {
                        return failure(() -> file.write(1));
                    }
                }),
                of("a seek beyond the end and a write make a hole of zeros", "0 7 5001", d -> {
                    try (RandomAccessFile file =
                            new RandomAccessFile(d.resolve("f").toFile(), "rw")) {
                        file.seek(5_000);
                        file.write(7);
                        file.seek(4_999);
                        return file.read() + " " + file.read() + " " + file.getFilePointer();
                    }
                }),
                of("setLength pulls the position back", "2 2", d -> {
                    try (RandomAccessFile file =
                            new RandomAccessFile(file(d, "f", "abcdef").toFile(), "rw")) {
                        file.seek(5);
                        file.setLength(2);
                        return file.getFilePointer() + " " + file.length();
                    }
                }),
                of("numbers come back", "1 2 3.5 text", d -> {
                    try (RandomAccessFile file =
                            new RandomAccessFile(d.resolve("f").toFile(), "rw")) {
                        file.writeInt(1);
                        file.writeLong(2);
                        file.writeDouble(3.5);
                        file.writeUTF("text");
                        file.seek(0);
                        return file.readInt() + " " + file.readLong() + " " + file.readDouble() + " " + file.readUTF();
                    }
                }));
    }

    private static List<Case> oldFile() {
        return List.of(
                of("File tells what a path is", "true true false 3", d -> {
                    File f = file(d, "f", "abc").toFile();
                    return f.exists() + " " + f.isFile() + " " + f.isDirectory() + " " + f.length();
                }),
                of("createNewFile tells whether it did", "true false", d -> {
                    File f = d.resolve("f").toFile();
                    return f.createNewFile() + " " + f.createNewFile();
                }),
                of("mkdir and mkdirs", "false true true", d -> {
                    File f = d.resolve("a/b").toFile();
                    return f.mkdir() + " " + f.mkdirs() + " " + f.isDirectory();
                }),
                of("renameTo replaces", "true a", d -> {
                    File f = file(d, "f", "a").toFile();
                    File g = file(d, "g", "b").toFile();
                    return f.renameTo(g) + " " + Files.readString(g.toPath());
                }),
                of("delete spares a folder that is not empty", "false", d -> {
                    file(Files.createDirectory(d.resolve("a")), "f", "");
                    return d.resolve("a").toFile().delete();
                }),
                of(
                        "list of a file is null",
                        "null",
                        d -> file(d, "f", "").toFile().list()),
                of("lastModified can be set", "true 1234000", d -> {
                    File f = file(d, "f", "").toFile();
                    return f.setLastModified(1_234_000) + " " + f.lastModified();
                }),
                of("setReadOnly takes the bits", "true r--r--r--", d -> {
                    File f = file(d, "f", "").toFile();
                    return f.setReadOnly() + " "
                            + PosixFilePermissions.toString(Files.getPosixFilePermissions(f.toPath()));
                }),
                of("setExecutable gives the bit", "true true", d -> {
                    File f = file(d, "f", "").toFile();
                    return f.setExecutable(true) + " " + f.canExecute();
                }),
                of("getCanonicalFile drops dots", "true", d -> {
                    File real = d.toRealPath().toFile();
                    return new File(real, "a/../b/.").getCanonicalFile().equals(new File(real, "b"));
                }));
    }
}
