package dev.faultline.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears under its name whole or not at all: written beside as {@code name.tmp}, forced to the disk, then
 * renamed. After a fault of the disk nothing is renamed.
 */
final class AtomicFile extends OutputStream {
    private final Path target;
    private final Path draft;
    private final FileChannel channel;
    private boolean broken;

    AtomicFile(Path target) {
        this.target = target;
        this.draft = target.resolveSibling(target.getFileName() + ".tmp");
        try {
            this.channel = JvmEnd.make(() -> {
                Files.createDirectories(target.toAbsolutePath().getParent());
                return FileChannel.open(
                        draft,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + draft, e);
        }
    }

    static void write(Path target, byte[] content) {
        try (AtomicFile file = new AtomicFile(target)) {
            file.write(content, 0, content.length);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + target, e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        boolean written = false;
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            written = true;
        } finally {
            broken |= !written;
        }
    }

    @Override
    public void close() throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        try (channel) {
            channel.force(false);
        }
        if (!broken) {
            JvmEnd.make(() ->
                    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
        }
    }
}
