package dev.faultline.sim.internal.vm;

import dev.faultline.sim.CacheFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Classes as they were woven, by name, in the order in which they were first needed; kept in a file from one JVM to the
 * next.
 *
 * <p>What weaving gives follows from the class path, the JDK and Faultline alone, and the {@linkplain Checksum name of
 * the file} from all three: so it is done once, not once in each JVM. Of a cold run of three Kafka nodes it was more
 * than a quarter of the processor time, for the code that weaves has to be compiled first. A file that is damaged counts
 * as none. It is replaced in one step, so that processes may share the folder; of two that write at once one wins, and
 * the other's classes are woven again.
 *
 * <p>Thread-safe. Files are read and written outside simulated threads only.
 */
public final class WovenClasses {
    private static final long FORMAT = 0x466c_576f_7665_6e01L; // "FlWoven", 1
    private static final int HEADER_BYTES = 2 * Long.BYTES;
    private static final long FOLDER_BYTES_MAX = 512L << 20;

    private static final List<WovenClasses> OPEN = new ArrayList<>();

    private final Path file;
    private final Map<String, byte[]> classes = new LinkedHashMap<>();
    private final Set<String> verified = new LinkedHashSet<>();
    private boolean hasNews;

    WovenClasses(Path file) {
        this.file = file;
        load();
    }

    /** Returns what is kept under the key, to which more may be added. */
    public static WovenClasses of(String kind, Checksum key) {
        Path folder = CacheFolder.ofUser().resolve("woven");
        WovenClasses classes = new WovenClasses(folder.resolve(kind + "-" + key.hex() + ".woven"));
        synchronized (OPEN) {
            OPEN.add(classes);
        }
        return classes;
    }

    /** Writes everything that has come up since the last time; without effect where that is not possible. */
    public static void saveAll() {
        List<WovenClasses> all;
        synchronized (OPEN) {
            all = List.copyOf(OPEN);
        }
        all.forEach(WovenClasses::save);
    }

    public synchronized byte @Nullable [] get(String name) {
        return classes.get(name);
    }

    public synchronized void put(String name, byte[] woven) {
        classes.put(name, woven);
        hasNews = true;
    }

    public synchronized List<String> names() {
        return List.copyOf(classes.keySet());
    }

    /** Whether the byte code has passed the JVM's verification once. */
    public synchronized boolean isVerified(String name) {
        return verified.contains(name);
    }

    public synchronized void verified(String name) {
        hasNews |= verified.add(name);
    }

    // ---- the file: format, checksum of the rest, count, and for each class: name, whether verified, bytes

    private void load() {
        try {
            read(Files.readAllBytes(file));
            Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis())); // it is in use
        } catch (NoSuchFileException e) {
            // the first time
        } catch (IOException | RuntimeException e) {
            classes.clear();
            verified.clear();
        }
    }

    private void read(byte[] contents) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(contents);
        if (header.getLong() != FORMAT
                || header.getLong() != new Checksum().add(header.slice()).value()) {
            throw new IOException(file + " is damaged");
        }
        DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(contents, HEADER_BYTES, contents.length - HEADER_BYTES));
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            if (in.readBoolean()) {
                verified.add(name);
            }
            classes.put(name, in.readNBytes(in.readInt()));
        }
    }

    synchronized void save() {
        if (!hasNews) {
            return;
        }
        hasNews = false;
        try {
            Path folder = Files.createDirectories(file.getParent());
            Path unfinished = Files.createTempFile(folder, "woven", ".unfinished");
            try {
                Files.write(unfinished, contents());
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
            makeRoom(folder);
        } catch (IOException | UncheckedIOException e) {
            // Then it is woven again next time.
        }
    }

    private byte[] contents() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(new byte[HEADER_BYTES]);
        out.writeInt(classes.size());
        for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeBoolean(verified.contains(entry.getKey()));
            out.writeInt(entry.getValue().length);
            out.write(entry.getValue());
        }
        ByteBuffer contents = ByteBuffer.wrap(bytes.toByteArray());
        long checksum = new Checksum()
                .add(contents.slice(HEADER_BYTES, contents.capacity() - HEADER_BYTES))
                .value();
        return contents.putLong(FORMAT).putLong(checksum).array();
    }

    /** Deletes what has not been in use for longest, when there is too much. */
    private static void makeRoom(Path folder) throws IOException {
        record Kept(Path file, long bytes, long usedMillis) {
            static Kept of(Path file) {
                try {
                    return new Kept(
                            file,
                            Files.size(file),
                            Files.getLastModifiedTime(file).toMillis());
                } catch (IOException e) {
                    return new Kept(file, 0, 0); // another process was faster
                }
            }
        }
        Kept[] all;
        try (Stream<Path> files = Files.list(folder)) {
            all = files.map(Kept::of).toArray(Kept[]::new);
        }
        Arrays.sort(all, Comparator.comparingLong(Kept::usedMillis).reversed());
        long bytes = 0;
        for (Kept kept : all) {
            bytes += kept.bytes();
            if (bytes > FOLDER_BYTES_MAX) {
                Files.deleteIfExists(kept.file());
            }
        }
    }
}
