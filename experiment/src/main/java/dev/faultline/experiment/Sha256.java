package dev.faultline.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Hashes of files and texts, in hexadecimal digits. */
final class Sha256 {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int SHOWN_DIGITS = 12;

    private Sha256() {}

    static String ofText(String text) {
        return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns the hash of a file; of a folder, that of its files with their relative names, in order of names. */
    static String of(Path path) {
        MessageDigest digest = digest();
        try {
            if (!Files.isDirectory(path)) {
                update(digest, path);
                return HexFormat.of().formatHex(digest.digest());
            }
            try (Stream<Path> walk = Files.walk(path)) {
                List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
                for (Path file : files) {
                    String name = path.relativize(file).toString().replace('\\', '/');
                    digest.update((name + "\n" + of(file) + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /** Returns what people are shown of a hash. */
    static String shown(String hash) {
        return hash.substring(0, Math.min(SHOWN_DIGITS, hash.length())) + "...";
    }

    private static void update(MessageDigest digest, Path file) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
