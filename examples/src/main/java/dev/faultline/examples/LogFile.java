package dev.faultline.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A file of records to which records are appended, and which another takes the place of as a whole.
 *
 * <p>A record is its length, a checksum and its bytes. The first record that is not whole ends the file: a crash left it
 * so, and nobody was promised anything that follows it. A file that is to take the place of this one is written beside it,
 * synced and renamed; the folder is synced last, so that a crash leaves the one or the other.
 *
 * <p>A disk that fails ends the process: after a failed sync nobody knows what the disk holds, only recovery can tell.
 */
public final class LogFile implements AutoCloseable {
    private static final int HEADER_BYTES = 8;

    private final Path folder;
    private FileChannel channel;

    private LogFile(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Opens or creates the file {@code log} in a folder, adds its records to a list, and cuts off a torn end. */
    public static LogFile open(Path folder, List<byte[]> records) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel = FileChannel.open(
                folder.resolve("log"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (content.hasRemaining() && channel.read(content) >= 0) {
            // A read may stop anywhere.
        }
        content.flip();
        long whole = 0;
        while (nextRecord(content, records)) {
            whole = content.position();
        }
        channel.truncate(whole);
        channel.position(whole);
        LogFile file = new LogFile(folder, channel);
        channel.force(true);
        file.syncFolder();
        return file;
    }

    private static boolean nextRecord(ByteBuffer content, List<byte[]> records) {
        if (content.remaining() < HEADER_BYTES) {
            return false;
        }
        int length = content.getInt();
        int checksum = content.getInt();
        if (length <= 0 || length > content.remaining()) {
            return false;
        }
        byte[] bytes = new byte[length];
        content.get(bytes);
        return checksum(bytes) == checksum && records.add(bytes);
    }

    /** Writes a record, which is not on disk yet. */
    public void append(byte[] bytes) {
        disk(() -> write(channel, bytes));
    }

    /** Returns when everything written before is on disk. */
    public void sync() {
        disk(() -> channel.force(true));
    }

    /** Puts a file with these records, synced, in the place of this one. */
    public void replace(List<byte[]> records) {
        disk(() -> takePlace(records));
    }

    private void takePlace(List<byte[]> records) throws IOException {
        Path written = folder.resolve("log.new");
        FileChannel next = FileChannel.open(
                written, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        for (byte[] bytes : records) {
            write(next, bytes);
        }
        next.force(true);
        Files.move(written, folder.resolve("log"), StandardCopyOption.ATOMIC_MOVE);
        channel.close();
        channel = next;
        syncFolder();
    }

    private void syncFolder() throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static void write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(HEADER_BYTES + bytes.length)
                .putInt(bytes.length)
                .putInt(checksum(bytes))
                .put(bytes)
                .flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private interface Access {
        void run() throws IOException;
    }

    private static void disk(Access access) {
        try {
            access.run();
        } catch (IOException e) {
            System.out.println("the disk failed: " + e);
            System.exit(1);
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
