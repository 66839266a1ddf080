package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.OnDisk.channel;
import static dev.faultline.sim.conformance.OnDisk.failure;
import static dev.faultline.sim.conformance.OnDisk.file;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** How files behave that are mapped into memory. */
final class MappingCases {
    private static final int PAGE = 4096;

    private MappingCases() {}

    private static Case of(String name, String expected, OnDisk.Body body) {
        return OnDisk.inFolder("mapping", name, expected, body);
    }

    static List<Case> cases() {
        return List.of(
                of("a mapping shows the file", "b", d -> {
                    try (FileChannel c = channel(file(d, "f", "abc"))) {
                        return (char) c.map(MapMode.READ_ONLY, 0, 3).get(1);
                    }
                }),
                of("what is put is in the file", "aXc", d -> {
                    Path f = file(d, "f", "abc");
                    try (FileChannel c = channel(f)) {
                        c.map(MapMode.READ_WRITE, 0, 3).put(1, (byte) 'X');
                    }
                    return Files.readString(f);
                }),
                of("what is written is in the mapping", "X", d -> {
                    try (FileChannel c = channel(file(d, "f", "abc"))) {
                        MappedByteBuffer map = c.map(MapMode.READ_ONLY, 0, 3);
                        c.write(ByteBuffer.wrap(new byte[] {'X'}), 2);
                        return (char) map.get(2);
                    }
                }),
                of("two mappings of a file are one memory", "7", d -> {
                    try (FileChannel c = channel(d.resolve("f"));
                            FileChannel e = channel(d.resolve("f"))) {
                        MappedByteBuffer one = c.map(MapMode.READ_WRITE, 0, 3 * PAGE);
                        MappedByteBuffer two = e.map(MapMode.READ_WRITE, PAGE, PAGE);
                        one.put(PAGE + 5, (byte) 7);
                        return two.get(5);
                    }
                }),
                of("a mapping may begin anywhere", "5001 x", d -> {
                    try (FileChannel c = channel(d.resolve("f"))) {
                        MappedByteBuffer map = c.map(MapMode.READ_WRITE, 4_999, 2);
                        map.put(1, (byte) 'x');
                        ByteBuffer one = ByteBuffer.allocate(1);
                        c.read(one, 5_000);
                        return c.size() + " " + (char) one.get(0);
                    }
                }),
                of("mapping beyond the end lengthens the file", "10000 0", d -> {
                    try (FileChannel c = channel(file(d, "f", "abc"))) {
                        byte last = c.map(MapMode.READ_WRITE, 0, 10_000).get(9_999);
                        return c.size() + " " + last;
                    }
                }),
                of(
                        "a channel for reading cannot lengthen",
                        "IOException Channel not open for writing - cannot extend file to required size",
                        d -> {
                            try (FileChannel c = FileChannel.open(file(d, "f", "abc"))) {
                                return failure(() -> c.map(MapMode.READ_ONLY, 0, 4));
                            }
                        }),
                of("a channel for reading cannot be mapped for writing", "NonWritableChannelException", d -> {
                    try (FileChannel c = FileChannel.open(file(d, "f", "abc"))) {
                        return failure(() -> c.map(MapMode.READ_WRITE, 0, 3));
                    }
                }),
                of("a channel for writing alone cannot be mapped", "NonReadableChannelException", d -> {
                    try (FileChannel c = FileChannel.open(file(d, "f", "abc"), StandardOpenOption.WRITE)) {
                        return failure(() -> c.map(MapMode.READ_WRITE, 0, 3));
                    }
                }),
                of("a mapping for reading refuses to be written to", "ReadOnlyBufferException", d -> {
                    try (FileChannel c = channel(file(d, "f", "abc"))) {
                        MappedByteBuffer map = c.map(MapMode.READ_ONLY, 0, 3);
                        return failure(() -> map.put(0, (byte) 1));
                    }
                }),
                of("a private mapping keeps its writes to itself", "X abc", d -> {
                    Path f = file(d, "f", "abc");
                    try (FileChannel c = channel(f)) {
                        MappedByteBuffer map = c.map(MapMode.PRIVATE, 0, 3);
                        map.put(0, (byte) 'X');
                        map.force();
                        return (char) map.get(0) + " " + Files.readString(f);
                    }
                }),
                of("a mapping outlives its channel", "c", d -> {
                    FileChannel c = channel(file(d, "f", "abc"));
                    MappedByteBuffer map = c.map(MapMode.READ_WRITE, 0, 3);
                    c.close();
                    return (char) map.get(2);
                }),
                of("a mapping outlives the name", "X", d -> {
                    try (FileChannel c = channel(file(d, "f", "abc"))) {
                        MappedByteBuffer map = c.map(MapMode.READ_WRITE, 0, 3);
                        Files.delete(d.resolve("f"));
                        map.put(0, (byte) 'X');
                        ByteBuffer one = ByteBuffer.allocate(1);
                        c.read(one, 0);
                        return (char) one.get(0);
                    }
                }),
                of("an empty mapping", "0", d -> {
                    try (FileChannel c = channel(d.resolve("f"))) {
                        return c.map(MapMode.READ_WRITE, 0, 0).capacity();
                    }
                }),
                of("a mapping of more than an int is refused", "IllegalArgumentException", d -> {
                    try (FileChannel c = channel(d.resolve("f"))) {
                        return failure(() -> c.map(MapMode.READ_WRITE, 0, 1L << 32))
                                .split(" ")[0];
                    }
                }),
                of("a cut file loses its tail in the mapping too", "0 0", d -> {
                    try (FileChannel c = channel(file(d, "f", "abc"))) {
                        MappedByteBuffer map = c.map(MapMode.READ_WRITE, 0, 3);
                        c.truncate(1);
                        c.write(ByteBuffer.allocate(1), 4);
                        return map.get(1) + " " + map.get(2);
                    }
                }),
                of("a page beyond the end is an error", "InternalError", d -> {
                    try (FileChannel c = channel(d.resolve("f"))) {
                        MappedByteBuffer map = c.map(MapMode.READ_WRITE, 0, 3 * PAGE);
                        c.truncate(10);
                        return failure(() -> {
                                    if (map.get(2 * PAGE) == 0) {
                                        Thread.sleep(1);
                                    }
                                })
                                .split(" ")[0];
                    }
                }),
                of("an appended file is seen by a longer mapping", "abX", d -> {
                    Path f = file(d, "f", "ab");
                    try (FileChannel c = channel(f)) {
                        MappedByteBuffer old = c.map(MapMode.READ_WRITE, 0, 2);
                        c.write(ByteBuffer.wrap(new byte[] {'Y'}), 2);
                        c.map(MapMode.READ_WRITE, 0, 3).put(2, (byte) 'X');
                        old.put(0, (byte) 'a');
                        return Files.readString(f);
                    }
                }),
                of("force of all and of a stretch", "xy", d -> {
                    Path f = file(d, "f", "ab");
                    try (FileChannel c = channel(f)) {
                        MappedByteBuffer map = c.map(MapMode.READ_WRITE, 0, 2);
                        map.put(0, (byte) 'x');
                        map.force(0, 1);
                        map.put(1, (byte) 'y');
                        map.force();
                        return Files.readString(f);
                    }
                }),
                of("force of a stretch that is not there", "IndexOutOfBoundsException", d -> {
                    try (FileChannel c = channel(file(d, "f", "ab"))) {
                        MappedByteBuffer map = c.map(MapMode.READ_WRITE, 0, 2);
                        return failure(() -> map.force(1, 2)).split(" ")[0];
                    }
                }),
                of("load loads", "true", d -> {
                    try (FileChannel c = channel(file(d, "f", "ab"))) {
                        return c.map(MapMode.READ_WRITE, 0, 2).load().isLoaded();
                    }
                }),
                of("slices and duplicates are the same memory", "9", d -> {
                    try (FileChannel c = channel(d.resolve("f"))) {
                        MappedByteBuffer map = c.map(MapMode.READ_WRITE, 0, 2 * PAGE);
                        map.slice(PAGE, 10).put(3, (byte) 9);
                        return map.duplicate().get(PAGE + 3);
                    }
                }),
                of("a segment shows the file", "b", d -> {
                    try (FileChannel c = channel(file(d, "f", "abc"));
                            Arena arena = Arena.ofConfined()) {
                        return (char) c.map(MapMode.READ_ONLY, 0, 3, arena).get(ValueLayout.JAVA_BYTE, 1);
                    }
                }),
                of("a segment is written through", "aXc", d -> {
                    Path f = file(d, "f", "abc");
                    try (FileChannel c = channel(f);
                            Arena arena = Arena.ofShared()) {
                        MemorySegment segment = c.map(MapMode.READ_WRITE, 0, 3, arena);
                        segment.set(ValueLayout.JAVA_BYTE, 1, (byte) 'X');
                        segment.force();
                    }
                    return Files.readString(f);
                }),
                of("a segment may be longer than an int", "4294967296 1", d -> {
                    try (FileChannel c = channel(d.resolve("f"));
                            Arena arena = Arena.ofConfined()) {
                        MemorySegment segment = c.map(MapMode.READ_WRITE, 0, 1L << 32, arena);
                        segment.set(ValueLayout.JAVA_BYTE, (1L << 32) - 1, (byte) 1);
                        ByteBuffer last = ByteBuffer.allocate(1);
                        c.read(last, (1L << 32) - 1);
                        return c.size() + " " + last.get(0);
                    }
                }),
                of("a segment is gone with its arena", "IllegalStateException Already closed", d -> {
                    try (FileChannel c = channel(file(d, "f", "abc"))) {
                        Arena arena = Arena.ofConfined();
                        MemorySegment segment = c.map(MapMode.READ_WRITE, 0, 3, arena);
                        arena.close();
                        return failure(() -> segment.set(ValueLayout.JAVA_BYTE, 0, (byte) 0));
                    }
                }),
                of("a segment for reading refuses", "true", d -> {
                    try (FileChannel c = channel(file(d, "f", "abc"));
                            Arena arena = Arena.ofConfined()) {
                        return c.map(MapMode.READ_ONLY, 0, 3, arena).isReadOnly();
                    }
                }),
                of("threads share a mapping", "1000", d -> {
                    try (FileChannel c = channel(d.resolve("f"));
                            Arena arena = Arena.ofShared()) {
                        MemorySegment segment = c.map(MapMode.READ_WRITE, 0, 8, arena);
                        var handle = ValueLayout.JAVA_INT.varHandle();
                        Runnable adding = () -> {
                            for (int i = 0; i < 500; i++) {
                                int _ = (int) handle.getAndAdd(segment, 0L, 1);
                            }
                        };
                        Thread one = new Thread(adding);
                        Thread two = new Thread(adding);
                        one.start();
                        two.start();
                        one.join();
                        two.join();
                        return segment.get(ValueLayout.JAVA_INT, 0);
                    }
                }));
    }
}
