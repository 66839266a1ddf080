package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.OnDisk.channel;
import static dev.faultline.sim.conformance.OnDisk.failure;
import static dev.faultline.sim.conformance.OnDisk.file;

import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.Channels;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** How file channels and file locks behave. */
final class FileChannelCases {
    private FileChannelCases() {}

    private static Case of(String name, String expected, OnDisk.Body body) {
        return OnDisk.inFolder("channels", name, expected, body);
    }

    private static Case lock(String name, String expected, OnDisk.Body body) {
        return OnDisk.inFolder("locks", name, expected, body);
    }

    static List<Case> cases() {
        return Stream.of(channels(), transfers(), asynchronous(), locks())
                .flatMap(List::stream)
                .toList();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Case> channels() {
        return List.of(
                of("a position beyond the end leaves the size", "0 10", d -> {
                    try (FileChannel c = channel(d.resolve("f"))) {
                        c.position(10);
                        return c.size() + " " + c.position();
                    }
                }),
                of("a read at the end is -1", "-1", d -> {
                    try (FileChannel c = channel(d.resolve("f"))) {
                        return c.read(ByteBuffer.allocate(1));
                    }
                }),
                of("a read into nothing is 0", "0", d -> {
                    try (FileChannel c = FileChannel.open(file(d, "f", "a"))) {
                        return c.read(ByteBuffer.allocate(0));
                    }
                }),
                of("reads and writes at a place leave the position", "0 b", d -> {
                    try (FileChannel c = channel(file(d, "f", "abc"))) {
                        c.write(bytes("xx"), 5);
                        ByteBuffer one = ByteBuffer.allocate(1);
                        c.read(one, 1);
                        return c.position() + " " + (char) one.get(0);
                    }
                }),
                of("a gathering write and a scattering read", "6 ab cdef", d -> {
                    try (FileChannel c = channel(d.resolve("f"))) {
                        long written = c.write(new ByteBuffer[] {bytes("abc"), bytes(""), bytes("def")});
                        ByteBuffer one = ByteBuffer.allocateDirect(2);
                        ByteBuffer two = ByteBuffer.allocate(10);
                        c.position(0).read(new ByteBuffer[] {one, two});
                        return written + " " + StandardCharsets.UTF_8.decode(one.flip()) + " "
                                + StandardCharsets.UTF_8.decode(two.flip());
                    }
                }),
                of("truncate to more changes nothing", "3", d -> {
                    try (FileChannel c = channel(file(d, "f", "abc"))) {
                        return c.truncate(10).size();
                    }
                }),
                of("truncate pulls the position back", "1 1", d -> {
                    try (FileChannel c = channel(file(d, "f", "abc"))) {
                        c.position(3).truncate(1);
                        return c.position() + " " + c.size();
                    }
                }),
                of("what was cut off does not come back", "[97, 0, 0]", d -> {
                    Path f = file(d, "f", "abc");
                    try (FileChannel c = channel(f)) {
                        c.truncate(1).write(ByteBuffer.allocate(1), 2);
                    }
                    return java.util.Arrays.toString(Files.readAllBytes(f));
                }),
                of("an appending channel writes at the end", "abcx 4", d -> {
                    Path f = file(d, "f", "abc");
                    try (FileChannel c = FileChannel.open(f, StandardOpenOption.APPEND)) {
                        c.position(0);
                        c.write(bytes("x"));
                        return Files.readString(f) + " " + c.position();
                    }
                }),
                of(
                        "READ and APPEND do not go together",
                        "IllegalArgumentException READ + APPEND not allowed",
                        d -> failure(() ->
                                FileChannel.open(d.resolve("f"), StandardOpenOption.READ, StandardOpenOption.APPEND))),
                of("a channel for reading refuses to write", "NonWritableChannelException", d -> {
                    try (FileChannel c = FileChannel.open(file(d, "f", "a"))) {
                        return failure(() -> c.write(bytes("x")));
                    }
                }),
                of("a channel for writing refuses to read", "NonReadableChannelException", d -> {
                    try (FileChannel c = FileChannel.open(file(d, "f", "a"), StandardOpenOption.WRITE)) {
                        return failure(() -> c.read(ByteBuffer.allocate(1)));
                    }
                }),
                of("a closed channel refuses", "ClosedChannelException", d -> {
                    FileChannel c = channel(d.resolve("f"));
                    c.close();
                    return failure(() -> c.size());
                }),
                of("an interrupt closes the channel", "ClosedByInterruptException false", d -> {
                    try (FileChannel c = channel(file(d, "f", "a"))) {
                        Thread.currentThread().interrupt();
                        String what = failure(() -> c.read(ByteBuffer.allocate(1)));
                        boolean _ = Thread.interrupted();
                        return what + " " + c.isOpen();
                    }
                }),
                of("TRUNCATE_EXISTING empties", "0", d -> {
                    try (FileChannel c = FileChannel.open(
                            file(d, "f", "abc"), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                        return c.size();
                    }
                }),
                of("a sparse file of a terabyte", "1099511627777 0 1", d -> {
                    try (FileChannel c = channel(d.resolve("f"), StandardOpenOption.SPARSE)) {
                        c.write(ByteBuffer.wrap(new byte[] {1}), 1L << 40);
                        ByteBuffer two = ByteBuffer.allocate(2);
                        c.read(two, (1L << 40) - 1);
                        return c.size() + " " + two.get(0) + " " + two.get(1);
                    }
                }),
                of("SYNC and DSYNC write", "ab", d -> {
                    for (StandardOpenOption option : List.of(StandardOpenOption.SYNC, StandardOpenOption.DSYNC)) {
                        try (FileChannel c = channel(d.resolve("f"), option)) {
                            c.write(bytes(option == StandardOpenOption.SYNC ? "a" : "b"), c.size());
                        }
                    }
                    return Files.readString(d.resolve("f"));
                }),
                of("a folder can be opened and forced", "true", d -> {
                    try (FileChannel c = FileChannel.open(d)) {
                        c.force(true);
                        return c.isOpen();
                    }
                }),
                of("the channel of a stream shares its position", "2 c", d -> {
                    try (var file =
                            new java.io.RandomAccessFile(file(d, "f", "abc").toFile(), "rw")) {
                        file.seek(2);
                        long position = file.getChannel().position();
                        return position + " " + (char) file.read();
                    }
                }));
    }

    private static List<Case> transfers() {
        return List.of(
                of("transferTo copies and moves the target on", "2 2 bc", d -> {
                    try (FileChannel from = channel(file(d, "f", "abc"));
                            FileChannel to = channel(d.resolve("g"))) {
                        long count = from.transferTo(1, 10, to);
                        return count + " " + to.position() + " " + Files.readString(d.resolve("g"));
                    }
                }),
                of("transferFrom copies and moves the source on", "3 3 xxabc", d -> {
                    try (FileChannel from = channel(file(d, "f", "abc"));
                            FileChannel to = channel(file(d, "g", "xxx"))) {
                        long count = to.transferFrom(from, 2, 10);
                        return count + " " + from.position() + " " + Files.readString(d.resolve("g"));
                    }
                }),
                of("transferFrom beyond the end makes a hole", "3 7", d -> {
                    try (FileChannel from = channel(file(d, "f", "abc"));
                            FileChannel to = channel(file(d, "g", "xxx"))) {
                        return to.transferFrom(from, 4, 10) + " " + to.size();
                    }
                }),
                of("transferTo a stream", "2 bc", d -> {
                    var out = new java.io.ByteArrayOutputStream();
                    try (FileChannel from = channel(file(d, "f", "abc"))) {
                        return from.transferTo(1, 2, Channels.newChannel(out)) + " " + out;
                    }
                }),
                of("transferFrom a stream", "3 abc", d -> {
                    var in = new java.io.ByteArrayInputStream("abc".getBytes(StandardCharsets.UTF_8));
                    try (FileChannel to = channel(d.resolve("g"))) {
                        return to.transferFrom(Channels.newChannel(in), 0, 10) + " " + Files.readString(d.resolve("g"));
                    }
                }),
                of("a megabyte is transferred whole", "1048576 -1", d -> {
                    byte[] all = new byte[1 << 20];
                    new java.util.Random(5).nextBytes(all);
                    Path f = Files.write(d.resolve("f"), all);
                    try (FileChannel from = channel(f);
                            FileChannel to = channel(d.resolve("g"))) {
                        long count = 0;
                        while (count < all.length) {
                            count += from.transferTo(count, all.length - count, to);
                        }
                        return count + " " + Files.mismatch(f, d.resolve("g"));
                    }
                }),
                of("a stream copies itself to a file", "abc", d -> {
                    try (var in = Files.newInputStream(file(d, "f", "abc"));
                            var out = Files.newOutputStream(d.resolve("g"))) {
                        in.transferTo(out);
                    }
                    return Files.readString(d.resolve("g"));
                }));
    }

    private static List<Case> asynchronous() {
        return List.of(
                of("an asynchronous write and read by future", "3 abc", d -> {
                    try (AsynchronousFileChannel c = AsynchronousFileChannel.open(
                            d.resolve("f"),
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.CREATE)) {
                        int written = c.write(bytes("abc"), 0).get(10, TimeUnit.SECONDS);
                        ByteBuffer back = ByteBuffer.allocate(10);
                        c.read(back, 0).get(10, TimeUnit.SECONDS);
                        return written + " " + StandardCharsets.UTF_8.decode(back.flip());
                    }
                }),
                of("an asynchronous read by handler", "1 attached", d -> {
                    CompletableFuture<String> done = new CompletableFuture<>();
                    try (AsynchronousFileChannel c = AsynchronousFileChannel.open(file(d, "f", "abc"))) {
                        c.read(ByteBuffer.allocate(1), 1, "attached", new CompletionHandler<Integer, String>() {
                            @Override
                            public void completed(Integer count, String attachment) {
                                done.complete(count + " " + attachment);
                            }

                            @Override
                            public void failed(Throwable problem, String attachment) {
                                done.completeExceptionally(problem);
                            }
                        });
                        return done.get(10, TimeUnit.SECONDS);
                    }
                }),
                of("an asynchronous lock", "true false", d -> {
                    try (AsynchronousFileChannel c =
                            AsynchronousFileChannel.open(file(d, "f", "abc"), StandardOpenOption.WRITE)) {
                        FileLock lock = c.lock().get(10, TimeUnit.SECONDS);
                        return lock.isValid() + " " + lock.isShared();
                    }
                }));
    }

    private static List<Case> locks() {
        return List.of(
                lock("a lock is held until it is released", "true false", d -> {
                    try (FileChannel c = channel(d.resolve("f"))) {
                        FileLock lock = c.lock();
                        boolean before = lock.isValid();
                        lock.release();
                        return before + " " + lock.isValid();
                    }
                }),
                lock("a second lock of the same JVM overlaps", "OverlappingFileLockException", d -> {
                    try (FileChannel one = channel(d.resolve("f"));
                            FileChannel two = channel(d.resolve("f"))) {
                        one.lock();
                        return failure(two::tryLock);
                    }
                }),
                lock("another name of the file is the same file", "OverlappingFileLockException", d -> {
                    Files.createLink(d.resolve("g"), file(d, "f", ""));
                    try (FileChannel one = channel(d.resolve("f"));
                            FileChannel two = channel(d.resolve("g"))) {
                        one.lock();
                        return failure(two::tryLock);
                    }
                }),
                lock("stretches side by side do not overlap", "true", d -> {
                    try (FileChannel one = channel(d.resolve("f"));
                            FileChannel two = channel(d.resolve("f"))) {
                        one.lock(0, 10, false);
                        return two.tryLock(10, 10, false).isValid();
                    }
                }),
                lock("closing the channel releases", "false true", d -> {
                    FileChannel one = channel(d.resolve("f"));
                    FileLock lock = one.lock();
                    one.close();
                    try (FileChannel two = channel(d.resolve("f"))) {
                        return lock.isValid() + " " + two.tryLock().isValid();
                    }
                }),
                lock("a shared lock needs a readable channel", "NonReadableChannelException", d -> {
                    try (FileChannel c = FileChannel.open(file(d, "f", ""), StandardOpenOption.WRITE)) {
                        return failure(() -> c.lock(0, 1, true));
                    }
                }),
                lock("an exclusive lock needs a writable channel", "NonWritableChannelException", d -> {
                    try (FileChannel c = FileChannel.open(file(d, "f", ""))) {
                        return failure(() -> c.lock());
                    }
                }),
                lock("a lock knows its stretch", "5 7 true false", d -> {
                    try (FileChannel c = channel(d.resolve("f"))) {
                        FileLock lock = c.lock(5, 7, true);
                        return lock.position() + " " + lock.size() + " " + lock.overlaps(11, 1) + " "
                                + lock.overlaps(12, 1);
                    }
                }),
                lock("a released stretch can be locked again", "true", d -> {
                    try (FileChannel one = channel(d.resolve("f"));
                            FileChannel two = channel(d.resolve("f"))) {
                        one.lock().release();
                        return two.lock().isValid();
                    }
                }));
    }
}
