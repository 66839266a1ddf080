package dev.faultline.journal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that appears under its name whole or not at all: written beside as {@code name.tmp}, forced to the disk, then
 * renamed. After a fault of the disk nothing is renamed.
 *
 * <p>It is written by threads of programs, which may be interrupted: a channel would be closed by that, a stream is not.
 */
final class AtomicFile extends OutputStream {
    private final Path target;
    private final Path draft;
    private final FileOutputStream out;
    private boolean broken;
    private boolean closed;

    AtomicFile(Path target) {
        this.target = target;
        this.draft = target.resolveSibling(target.getFileName() + ".tmp");
        try {
            this.out = JvmEnd.make(() -> {
                Files.createDirectories(target.toAbsolutePath().getParent());
                Files.deleteIfExists(draft);
                Files.createFile(draft); // which says why it cannot, as the stream does not
                return new FileOutputStream(draft.toFile());
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
            out.write(bytes, offset, length);
            written = true;
        } finally {
            broken |= !written;
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            out.getFD().sync();
        }
        if (!broken) {
            JvmEnd.make(() ->
                    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
        }
    }
}
