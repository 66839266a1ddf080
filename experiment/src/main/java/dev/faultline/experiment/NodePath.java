package dev.faultline.experiment;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The path of a file on the disk of a node, as an experiment file gives it. */
final class NodePath {
    private static final int NAME_BYTES_MAX = 255;
    private static final Pattern ODD_PART = Pattern.compile("(^|/)\\.{0,2}(/|$)");

    private NodePath() {}

    /** Returns what is wrong with a path, if anything is. */
    static Optional<String> problem(String path) {
        if (!path.startsWith("/") || path.endsWith("/")) {
            return Optional.of("path of a file must be absolute, like \"/conf/server.properties\"");
        }
        if (ODD_PART.matcher(path.substring(1)).find() || path.chars().anyMatch(Character::isISOControl)) {
            return Optional.of(
                    "path of a file must have no parts that are empty, '.' or '..', and no control characters");
        }
        for (String name : path.split("/", -1)) {
            if (name.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES_MAX) {
                return Optional.of("path of a file has a name of more than " + NAME_BYTES_MAX + " bytes");
            }
        }
        return Optional.empty();
    }
}
