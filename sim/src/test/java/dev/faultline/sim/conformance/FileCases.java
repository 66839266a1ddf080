package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.OnDisk.failure;
import static dev.faultline.sim.conformance.OnDisk.file;

import java.io.FileInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** How names, folders and links behave. */
final class FileCases {
    private static final String SEPARATE = ",";

    private FileCases() {}

    private static Case of(String name, String expected, OnDisk.Body body) {
        return OnDisk.inFolder("files", name, expected, body);
    }

    static List<Case> cases() {
        return Stream.of(names(), links(), copies(), walks())
                .flatMap(List::stream)
                .toList();
    }

    private static String names(Stream<Path> paths) {
        Set<String> names = new TreeSet<>();
        paths.forEach(path -> names.add(path.getFileName().toString()));
        return String.join(SEPARATE, names);
    }

    private static List<Case> names() {
        return List.of(
                of("a new file is empty", "0", d -> Files.size(Files.createFile(d.resolve("f")))),
                of("creating what exists fails", "FileAlreadyExistsException DIR/f", d -> {
                    file(d, "f", "");
                    return failure(() -> Files.createFile(d.resolve("f")));
                }),
                of("CREATE_NEW refuses a file that exists", "FileAlreadyExistsException DIR/f", d -> {
                    file(d, "f", "");
                    return failure(() -> Files.write(d.resolve("f"), new byte[1], StandardOpenOption.CREATE_NEW));
                }),
                of(
                        "opening what is missing fails",
                        "NoSuchFileException DIR/none",
                        d -> failure(() -> Files.readAllBytes(d.resolve("none")))),
                of(
                        "deleting what is missing fails",
                        "NoSuchFileException DIR/none",
                        d -> failure(() -> Files.delete(d.resolve("none")))),
                of("deleteIfExists tells whether it did", "true false", d -> {
                    file(d, "f", "");
                    return Files.deleteIfExists(d.resolve("f")) + " " + Files.deleteIfExists(d.resolve("f"));
                }),
                of("a folder with something in it cannot be deleted", "DirectoryNotEmptyException DIR/a", d -> {
                    Files.createDirectories(d.resolve("a/b"));
                    return failure(() -> Files.delete(d.resolve("a")));
                }),
                of("createDirectories does not mind that they exist", "true", d -> {
                    Files.createDirectories(d.resolve("a/b/c"));
                    return Files.isDirectory(Files.createDirectories(d.resolve("a/b/c")));
                }),
                of("createDirectories minds a file in the way", "FileSystemException DIR/a/b: Not a directory", d -> {
                    file(d, "a", "");
                    return failure(() -> Files.createDirectories(d.resolve("a/b")));
                }),
                of(
                        "a folder needs its parent",
                        "NoSuchFileException DIR/a/b",
                        d -> failure(() -> Files.createDirectory(d.resolve("a/b")))),
                of("a path through a file leads nowhere", "FileSystemException DIR/f/x: Not a directory", d -> {
                    file(d, "f", "");
                    return failure(() -> Files.createFile(d.resolve("f/x")));
                }),
                of(
                        "a name has 255 bytes at most",
                        "FileSystemException " + "DIR/" + "n".repeat(256) + ": File name too long",
                        d -> failure(() -> Files.createFile(d.resolve("n".repeat(256))))),
                of("names may be of any letters", "käse 猫", d -> {
                    file(d, "käse 猫", "x");
                    return names(Files.list(d));
                }),
                of("an open file outlives its name", "text", d -> {
                    try (FileInputStream in =
                            new FileInputStream(file(d, "f", "text").toFile())) {
                        Files.delete(d.resolve("f"));
                        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    }
                }),
                of("isSameFile looks through names", "true false", d -> {
                    Path f = file(d, "f", "");
                    Path g = file(d, "g", "");
                    return Files.isSameFile(f, d.resolve("./f")) + " " + Files.isSameFile(f, g);
                }),
                of("mismatch finds the first difference", "2 -1", d -> {
                    Path f = file(d, "f", "abc");
                    return Files.mismatch(f, file(d, "g", "abd")) + " " + Files.mismatch(f, file(d, "h", "abc"));
                }));
    }

    private static List<Case> links() {
        return List.of(
                of("a symbolic link is followed", "text", d -> {
                    file(d, "f", "text");
                    return Files.readString(Files.createSymbolicLink(d.resolve("l"), Path.of("f")));
                }),
                of(
                        "a symbolic link can be read",
                        "../x",
                        d -> Files.readSymbolicLink(Files.createSymbolicLink(d.resolve("l"), Path.of("../x")))),
                of("reading as a link what is none fails", "NotLinkException DIR/f", d -> {
                    file(d, "f", "");
                    return failure(() -> Files.readSymbolicLink(d.resolve("f")));
                }),
                of("a dangling link exists only when not followed", "false true", d -> {
                    Path link = Files.createSymbolicLink(d.resolve("l"), Path.of("none"));
                    return Files.exists(link) + " " + Files.exists(link, LinkOption.NOFOLLOW_LINKS);
                }),
                of("deleting a link leaves its target", "text", d -> {
                    file(d, "f", "text");
                    Files.delete(Files.createSymbolicLink(d.resolve("l"), Path.of("f")));
                    return Files.readString(d.resolve("f"));
                }),
                of(
                        "links that lead in a circle are told",
                        "FileSystemException DIR/l: Too many levels of symbolic links or unable to access"
                                + " attributes of symbolic link",
                        d -> {
                            Files.createSymbolicLink(d.resolve("l"), Path.of("l"));
                            return failure(() -> Files.readAllBytes(d.resolve("l")));
                        }),
                of("toRealPath follows links and dots", "DIR/a/f", d -> {
                    Path real = d.toRealPath();
                    file(Files.createDirectory(real.resolve("a")), "f", "");
                    Files.createSymbolicLink(real.resolve("l"), Path.of("a"));
                    return real.resolve("l/../l/./f").toRealPath().toString().replace(real.toString(), "DIR");
                }),
                of("a hard link is another name of the same file", "changed 2", d -> {
                    Path f = file(d, "f", "text");
                    Path g = Files.createLink(d.resolve("g"), f);
                    Files.writeString(g, "changed");
                    return Files.readString(f) + " " + Files.getAttribute(f, "unix:nlink");
                }),
                of("a file lives as long as one of its names", "text 1", d -> {
                    Path f = file(d, "f", "text");
                    Path g = Files.createLink(d.resolve("g"), f);
                    Files.delete(f);
                    return Files.readString(g) + " " + Files.getAttribute(g, "unix:nlink");
                }));
    }

    private static List<Case> copies() {
        return List.of(
                of("copy refuses an existing target", "FileAlreadyExistsException DIR/g", d -> {
                    Path f = file(d, "f", "a");
                    Path g = file(d, "g", "b");
                    return failure(() -> Files.copy(f, g));
                }),
                of(
                        "copy can replace",
                        "a",
                        d -> Files.readString(
                                Files.copy(file(d, "f", "a"), file(d, "g", "b"), StandardCopyOption.REPLACE_EXISTING))),
                of("copying a folder makes an empty one", "0", d -> {
                    file(Files.createDirectory(d.resolve("a")), "f", "");
                    try (Stream<Path> inside = Files.list(Files.copy(d.resolve("a"), d.resolve("b")))) {
                        return inside.count();
                    }
                }),
                of("a link can be copied as such", "f", d -> {
                    file(d, "f", "a");
                    Path link = Files.createSymbolicLink(d.resolve("l"), Path.of("f"));
                    return Files.readSymbolicLink(Files.copy(link, d.resolve("m"), LinkOption.NOFOLLOW_LINKS));
                }),
                of("COPY_ATTRIBUTES keeps time and permissions", "1000000 rwx------", d -> {
                    Path f = file(d, "f", "a");
                    Files.setLastModifiedTime(f, FileTime.fromMillis(1_000_000));
                    Files.setPosixFilePermissions(f, PosixFilePermissions.fromString("rwx------"));
                    Path g = Files.copy(f, d.resolve("g"), StandardCopyOption.COPY_ATTRIBUTES);
                    return Files.getLastModifiedTime(g).toMillis() + " "
                            + PosixFilePermissions.toString(Files.getPosixFilePermissions(g));
                }),
                of("move takes the name away", "a false", d -> {
                    Path f = file(d, "f", "a");
                    return Files.readString(Files.move(f, d.resolve("g"))) + " " + Files.exists(f);
                }),
                of("move refuses an existing target", "FileAlreadyExistsException DIR/g", d -> {
                    Path f = file(d, "f", "a");
                    Path g = file(d, "g", "b");
                    return failure(() -> Files.move(f, g));
                }),
                of(
                        "an atomic move replaces",
                        "a",
                        d -> Files.readString(
                                Files.move(file(d, "f", "a"), file(d, "g", "b"), StandardCopyOption.ATOMIC_MOVE))),
                of("a folder moves with what is in it", "x", d -> {
                    file(Files.createDirectory(d.resolve("a")), "f", "x");
                    return Files.readString(
                            Files.move(d.resolve("a"), d.resolve("b")).resolve("f"));
                }),
                of("a folder cannot move into itself", "FileSystemException DIR/a -> DIR/a/b: Invalid argument", d -> {
                    Files.createDirectory(d.resolve("a"));
                    return failure(() -> Files.move(d.resolve("a"), d.resolve("a/b")));
                }));
    }

    private static List<Case> walks() {
        return List.of(
                of("a directory stream matches a pattern", "a.txt,b.txt", d -> {
                    for (String name : List.of("a.txt", "b.txt", "c.log")) {
                        file(d, name, "");
                    }
                    Set<String> found = new TreeSet<>();
                    try (var stream = Files.newDirectoryStream(d, "*.txt")) {
                        stream.forEach(path -> found.add(path.getFileName().toString()));
                    }
                    return String.join(SEPARATE, found);
                }),
                of("a directory stream has one iterator", "IllegalStateException Iterator already obtained", d -> {
                    try (var stream = Files.newDirectoryStream(d)) {
                        stream.iterator();
                        return failure(stream::iterator);
                    }
                }),
                of("the entries of a file cannot be read", "NotDirectoryException DIR/f", d -> {
                    file(d, "f", "");
                    return failure(
                            () -> Files.newDirectoryStream(d.resolve("f")).close());
                }),
                of("walk sees all below", "a,b,c,f", d -> {
                    file(Files.createDirectories(d.resolve("a/b/c")), "f", "");
                    try (Stream<Path> all = Files.walk(d)) {
                        return names(all.skip(1));
                    }
                }),
                of("find goes as deep as it is told", "1", d -> {
                    file(Files.createDirectories(d.resolve("a/b")), "f", "");
                    file(d, "f", "");
                    try (Stream<Path> all = Files.find(d, 2, (path, found) -> found.isRegularFile())) {
                        return all.count();
                    }
                }),
                of("walkFileTree deletes from below", "false", d -> {
                    file(Files.createDirectories(d.resolve("a/b")), "f", "");
                    Files.walkFileTree(d.resolve("a"), new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes found)
                                throws java.io.IOException {
                            Files.delete(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path folder, java.io.IOException problem)
                                throws java.io.IOException {
                            Files.delete(folder);
                            return FileVisitResult.CONTINUE;
                        }
                    });
                    return Files.exists(d.resolve("a"));
                }),
                of(
                        "walk can follow links and sees a loop",
                        "UncheckedIOException java.nio.file.FileSystemLoopException: DIR/l",
                        d -> {
                            Files.createSymbolicLink(d.resolve("l"), d);
                            try (Stream<Path> all = Files.walk(d, java.nio.file.FileVisitOption.FOLLOW_LINKS)) {
                                return failure(() -> all.forEach(path -> {}));
                            }
                        }));
    }
}
