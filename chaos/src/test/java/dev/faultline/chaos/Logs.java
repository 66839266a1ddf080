package dev.faultline.chaos;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;
import java.util.zip.CRC32;

/** A program that has a log of five records, and three files with a digit, and tells all the time what it finds in them. */
final class Logs {
    private Logs() {}

    static void keep() throws Exception {
        for (String folder : new String[] {"/kv", "/segments"}) {
            if (!new File(folder).mkdir()) {
                throw new IOException("no " + folder);
            }
        }
        try (FileOutputStream log = new FileOutputStream("/kv/log")) {
            for (int i = 1; i <= 5; i++) {
                log.write(record(i));
            }
            log.getFD().sync();
        }
        for (int i = 1; i <= 3; i++) {
            Files.writeString(Path.of("/segments/" + i), Integer.toString(i));
        }
        while (true) {
            tell();
            Thread.sleep(100);
        }
    }

    /** A record of the example kv: an entry of epoch 1. */
    static byte[] record(int number) {
        byte[] command = ("write k" + number).getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocate(17 + command.length);
        body.put((byte) 'E').putLong(number).putLong(1).put(command);
        return ByteBuffer.allocate(8 + body.capacity())
                .putInt(body.capacity())
                .putInt(crc(body.array()))
                .put(body.array())
                .array();
    }

    private static int crc(byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return (int) crc.getValue();
    }

    private static void tell() throws IOException {
        ByteBuffer log = ByteBuffer.wrap(Files.readAllBytes(Path.of("/kv/log")));
        StringJoiner commands = new StringJoiner(" ");
        int sound = 0;
        while (log.remaining() >= 8) {
            byte[] body = new byte[log.getInt()];
            int checksum = log.getInt();
            log.get(body);
            sound += crc(body) == checksum ? 1 : 0;
            String command = new String(body, 17, body.length - 17, StandardCharsets.UTF_8);
            commands.add(command.matches("write k[1-5]") ? command.substring(7) : "other");
        }
        System.out.println("records " + sound + " sound, their commands are " + commands);
        StringBuilder digits = new StringBuilder();
        for (int i = 1; i <= 3; i++) {
            digits.append(Files.readString(Path.of("/segments/" + i)));
        }
        System.out.println("segments " + digits);
    }
}
