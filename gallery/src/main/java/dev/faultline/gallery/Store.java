package dev.faultline.gallery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * A map in memory whose changes are in a file before anybody hears of them. Understands lines: {@code read KEY}, {@code
 * write KEY VALUE}, {@code cas KEY OLD NEW}. Thread-safe.
 */
public final class Store {
    private static final String NOTHING = "nil";

    private final Map<String, String> values = new HashMap<>();
    private final FileChannel file;

    private Store(FileChannel file) {
        this.file = file;
    }

    /** Opens or creates the store in the folder. A change that is only half there never was acknowledged. */
    public static Store open(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path path = folder.resolve("changes");
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        syncFolders(folder);
        Store store = new Store(file);
        byte[] bytes = Files.readAllBytes(path);
        int whole = 0;
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] == '\n') {
                String[] change = new String(bytes, whole, end - whole, StandardCharsets.UTF_8).split(" ", -1);
                if (change.length != 3 || !change[2].equals(".")) {
                    break;
                }
                store.values.put(change[0], change[1]);
                whole = end + 1;
            }
        }
        file.truncate(whole).position(whole);
        file.force(true);
        return store;
    }

    /** A file is there after a power loss only if the folders that lead to it were synced. */
    private static void syncFolders(Path folder) throws IOException {
        for (Path each = folder; each != null; each = each.getParent()) {
            try (FileChannel channel = FileChannel.open(each, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Carries out a request and returns the answer. */
    public synchronized String answer(String line) {
        String[] words = line.split(" ", -1);
        if (words[0].equals("read") && words.length == 2) {
            return "ok " + values.getOrDefault(words[1], NOTHING);
        }
        if (words[0].equals("write") && words.length == 3) {
            put(words[1], words[2]);
            return "ok";
        }
        if (words[0].equals("cas") && words.length == 4) {
            if (!words[2].equals(values.get(words[1]))) {
                return "fail";
            }
            put(words[1], words[3]);
            return "ok";
        }
        return "bad " + words[0];
    }

    private void put(String key, String value) {
        try {
            ByteBuffer change = ByteBuffer.wrap((key + " " + value + " .\n").getBytes(StandardCharsets.UTF_8));
            while (change.hasRemaining()) {
                file.write(change);
            }
            file.force(false);
        } catch (IOException e) {
            // What the disk holds now, only a restart can tell.
            Runtime.getRuntime().halt(3);
            throw new UncheckedIOException(e);
        }
        values.put(key, value);
    }
}
