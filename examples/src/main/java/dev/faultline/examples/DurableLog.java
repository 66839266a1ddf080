package dev.faultline.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * All that a node remembers: the entries of the log, its epoch, and whom it voted for in that epoch.
 *
 * <p>The file is only ever appended to. A record is its length, a checksum and a body; the body is either an entry with
 * its index, which replaces the entries from there on, or an epoch with a vote. Because offsets only grow, "on disk" is
 * a single number.
 *
 * <p>Guarded by the replica's monitor, except {@link #sync}, which any thread may call at any time. A disk error ends the
 * process: after a failed fsync nobody knows what the disk holds, and a later fsync may succeed without having written
 * it. Only recovery can tell.
 */
final class DurableLog implements AutoCloseable {
    private static final int HEADER_BYTES = 8;
    private static final byte ENTRY = 'E';
    private static final byte VOTE = 'V';

    /** An entry in memory with the offset at which its record ends in the file. */
    private record Slot(Entry entry, long endOffset) {}

    private final FileChannel channel;
    private final Bug bug;
    private final Object disk = new Object();
    private final List<Slot> slots = new ArrayList<>();
    private long epoch;
    private String vote = "";
    private long tornBytes;
    private volatile long writtenBytes;
    private volatile long syncedBytes;

    private DurableLog(FileChannel channel, Bug bug) {
        this.channel = channel;
        this.bug = bug;
    }

    /** Opens or creates the log in {@code directory} and recovers what it holds. */
    static DurableLog open(Path directory, Bug bug) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("log");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        DurableLog log = new DurableLog(channel, bug);
        long fileBytes = channel.size();
        log.recover(ByteBuffer.wrap(Files.readAllBytes(file)));
        log.tornBytes = fileBytes - log.writtenBytes;
        channel.truncate(log.writtenBytes).position(log.writtenBytes);
        // Even whole records may only be in the page cache, when a process died but not its machine.
        channel.force(true);
        log.syncedBytes = log.writtenBytes;
        syncDirectory(directory);
        syncDirectory(directory.resolve(".."));
        return log;
    }

    /** A new file survives a power loss only when its directory has been synced, too. */
    private static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Replays records up to the first that is not whole: nothing behind it was ever acknowledged. */
    private void recover(ByteBuffer file) {
        while (file.remaining() >= HEADER_BYTES) {
            int length = file.getInt();
            int checksum = file.getInt();
            // Pages that never reached the disk read as zeros, and the checksum of nothing is zero.
            if (length <= 0 || length > file.remaining()) {
                return;
            }
            ByteBuffer body = file.slice(file.position(), length);
            if (checksum(body.duplicate()) != checksum) {
                return;
            }
            file.position(file.position() + length);
            writtenBytes = file.position();
            replay(body);
        }
    }

    private void replay(ByteBuffer body) {
        byte kind = body.get();
        switch (kind) {
            case ENTRY -> {
                long index = body.getLong();
                long entryEpoch = body.getLong();
                keep(index, new Entry(entryEpoch, Command.parseUpdate(text(body))));
            }
            case VOTE -> {
                epoch = body.getLong();
                vote = text(body);
            }
            default -> throw new IllegalStateException("log record of an unknown kind: " + kind);
        }
    }

    private static String text(ByteBuffer body) {
        return StandardCharsets.UTF_8.decode(body).toString();
    }

    long epoch() {
        return epoch;
    }

    /** Whom this node voted for in its epoch; empty when nobody. */
    String vote() {
        return vote;
    }

    long lastIndex() {
        return slots.size();
    }

    Entry entry(long index) {
        return slots.get(Math.toIntExact(index - 1)).entry();
    }

    /** The epoch of an entry; 0 for the index 0, before the first. */
    long epochAt(long index) {
        return index == 0 ? 0 : entry(index).epoch();
    }

    /** A copy of the entries from {@code first} on, at most {@code limit}. */
    List<Entry> entries(long first, int limit) {
        return slots.stream().skip(first - 1).limit(limit).map(Slot::entry).toList();
    }

    /** Whether a log that ends with this epoch and index has all that this one may have committed. */
    boolean isHeldBy(long otherLastEpoch, long otherLastIndex) {
        long myLastEpoch = epochAt(lastIndex());
        return otherLastEpoch > myLastEpoch || (otherLastEpoch == myLastEpoch && otherLastIndex >= lastIndex());
    }

    /** The last entry that survives a power loss: only entries up to here count as held by this node. */
    long durableIndex() {
        if (bug == Bug.ACK_BEFORE_SYNC) {
            return lastIndex();
        }
        int index = slots.size();
        while (index > 0 && slots.get(index - 1).endOffset() > syncedBytes) {
            index--;
        }
        return index;
    }

    /** How many bytes at the end of the file made no whole record when it was opened. */
    long tornBytes() {
        return tornBytes;
    }

    /** How many bytes of the file survive a power loss. */
    long syncedBytes() {
        return syncedBytes;
    }

    /** Enters an epoch, with a vote or none, and returns when that is on disk. */
    void adopt(long newEpoch, String newVote) {
        epoch = newEpoch;
        vote = newVote;
        byte[] name = newVote.getBytes(StandardCharsets.UTF_8);
        write(ByteBuffer.allocate(9 + name.length).put(VOTE).putLong(newEpoch).put(name));
        sync();
    }

    /** Writes an entry, which is not yet durable, and forgets what the log held from this index on. */
    void put(long index, Entry entry) {
        byte[] text = entry.update().toString().getBytes(StandardCharsets.UTF_8);
        write(ByteBuffer.allocate(17 + text.length)
                .put(ENTRY)
                .putLong(index)
                .putLong(entry.epoch())
                .put(text));
        keep(index, entry);
    }

    /** Takes a primary's entries that follow {@code index}; returns the index of the last of them. */
    long merge(long index, List<Entry> entries, long committed) {
        for (Entry entry : entries) {
            index++;
            // A delayed request may repeat entries: what agrees stays, with all that follows it.
            if (index > lastIndex() || epochAt(index) != entry.epoch()) {
                if (index <= committed) {
                    throw new IllegalStateException("a committed entry would be replaced: " + index);
                }
                put(index, entry);
            }
        }
        return index;
    }

    private void keep(long index, Entry entry) {
        slots.subList(Math.toIntExact(index - 1), slots.size()).clear();
        slots.add(new Slot(entry, writtenBytes));
    }

    private void write(ByteBuffer body) {
        body.flip();
        ByteBuffer buffer = ByteBuffer.allocate(HEADER_BYTES + body.remaining())
                .putInt(body.remaining())
                .putInt(checksum(body.duplicate()))
                .put(body)
                .flip();
        long endOffset = writtenBytes + buffer.remaining();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw exit(e);
        }
        writtenBytes = endOffset;
    }

    /** Returns when all entries of the log are durable. */
    void syncEntries() {
        if (durableIndex() < lastIndex()) {
            sync();
        }
    }

    /** Returns when everything written before the call is on disk. */
    void sync() {
        synchronized (disk) {
            long endOffset = writtenBytes;
            if (endOffset == syncedBytes) {
                return;
            }
            try {
                channel.force(true);
            } catch (IOException e) {
                throw exit(e);
            }
            syncedBytes = endOffset;
        }
    }

    private static UncheckedIOException exit(IOException e) {
        System.out.println("the disk failed: " + e);
        System.exit(1);
        return new UncheckedIOException(e);
    }

    private static int checksum(ByteBuffer body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
