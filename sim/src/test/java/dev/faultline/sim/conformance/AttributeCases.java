package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.OnDisk.failure;
import static dev.faultline.sim.conformance.OnDisk.file;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** How the attributes of files behave, and temporary files. */
final class AttributeCases {
    private AttributeCases() {}

    private static Case of(String name, String expected, OnDisk.Body body) {
        return OnDisk.inFolder("files", name, expected, body);
    }

    static List<Case> cases() {
        return Stream.of(attributes(), temporary()).flatMap(List::stream).toList();
    }

    private static List<Case> attributes() {
        return List.of(
                of("the kinds of files", "true false false true true false", d -> {
                    BasicFileAttributes f = Files.readAttributes(file(d, "f", ""), BasicFileAttributes.class);
                    BasicFileAttributes l = Files.readAttributes(
                            Files.createSymbolicLink(d.resolve("l"), Path.of("f")),
                            BasicFileAttributes.class,
                            LinkOption.NOFOLLOW_LINKS);
                    return f.isRegularFile() + " " + f.isDirectory() + " " + f.isSymbolicLink() + " "
                            + Files.readAttributes(d, BasicFileAttributes.class).isDirectory() + " "
                            + l.isSymbolicLink() + " " + l.isOther();
                }),
                of("attributes by name", "3 true", d -> {
                    var found = Files.readAttributes(file(d, "f", "abc"), "size,isRegularFile");
                    return found.get("size") + " " + found.get("isRegularFile");
                }),
                of("names of one file share a key", "true", d -> {
                    Path f = file(d, "f", "");
                    Path g = Files.createLink(d.resolve("g"), f);
                    return Files.readAttributes(f, BasicFileAttributes.class)
                            .fileKey()
                            .equals(Files.readAttributes(g, BasicFileAttributes.class)
                                    .fileKey());
                }),
                of("times can be set, to the nanosecond", "1970-01-12T13:46:40.123456789Z", d -> {
                    Path f = file(d, "f", "");
                    FileTime time = FileTime.from(java.time.Instant.ofEpochSecond(1_000_000, 123_456_789));
                    Files.setLastModifiedTime(f, time);
                    return Files.getLastModifiedTime(f);
                }),
                of("each time has its own place", "2000 3000", d -> {
                    Path f = file(d, "f", "");
                    BasicFileAttributeView view = Files.getFileAttributeView(f, BasicFileAttributeView.class);
                    view.setTimes(FileTime.fromMillis(2_000), FileTime.fromMillis(3_000), null);
                    BasicFileAttributes found = view.readAttributes();
                    return found.lastModifiedTime().toMillis() + " "
                            + found.lastAccessTime().toMillis();
                }),
                of("a write is a modification", "true", d -> {
                    Path f = file(d, "f", "");
                    Files.setLastModifiedTime(f, FileTime.fromMillis(1_000));
                    Files.writeString(f, "x");
                    return Files.getLastModifiedTime(f).toMillis() > 1_000;
                }),
                of("a new name is a modification of the folder", "true", d -> {
                    Files.setLastModifiedTime(d, FileTime.fromMillis(1_000));
                    file(d, "f", "");
                    return Files.getLastModifiedTime(d).toMillis() > 1_000;
                }),
                of("permissions can be given at creation", "rw-------", d -> {
                    Path f = Files.createFile(
                            d.resolve("f"),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                    return PosixFilePermissions.toString(Files.getPosixFilePermissions(f));
                }),
                of("permissions can be changed", "r-xr----- r--r-----", d -> {
                    Path f = file(d, "f", "");
                    Files.setPosixFilePermissions(f, PosixFilePermissions.fromString("r-xr-----"));
                    String first = PosixFilePermissions.toString(Files.getPosixFilePermissions(f));
                    Files.setAttribute(f, "posix:permissions", PosixFilePermissions.fromString("r--r-----"));
                    return first + " "
                            + PosixFilePermissions.toString(Files.readAttributes(f, PosixFileAttributes.class)
                                    .permissions());
                }),
                of("what is not executable is told", "false true", d -> {
                    Path f = file(d, "f", "");
                    boolean before = Files.isExecutable(f);
                    Files.setPosixFilePermissions(f, PosixFilePermissions.fromString("rwxr-xr-x"));
                    return before + " " + Files.isExecutable(f);
                }),
                of("the owner can be looked up by the name", "true owner", d -> {
                    Path f = file(d, "f", "");
                    FileOwnerAttributeView view = Files.getFileAttributeView(f, FileOwnerAttributeView.class);
                    var byName = d.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName(view.getOwner().getName());
                    return byName.equals(Files.getOwner(f)) + " " + view.name();
                }),
                of(
                        "nobody of that name is told",
                        "UserPrincipalNotFoundException",
                        d -> failure(() -> d.getFileSystem()
                                .getUserPrincipalLookupService()
                                .lookupPrincipalByName("nobody of that name"))),
                of("an unknown view is null, an unknown attribute an error", "true IllegalArgumentException", d -> {
                    Path f = file(d, "f", "");
                    boolean none =
                            Files.getFileAttributeView(f, java.nio.file.attribute.AclFileAttributeView.class) == null;
                    return none + " "
                            + failure(() -> Files.getAttribute(f, "posix:colour"))
                                    .split(" ")[0];
                }),
                of("a file store has room", "true true", d -> {
                    var store = Files.getFileStore(d);
                    return (store.getTotalSpace() >= store.getUsableSpace()) + " " + (store.getUsableSpace() > 0);
                }),
                of("a file store knows its views", "true true false", d -> {
                    var store = Files.getFileStore(d);
                    return store.supportsFileAttributeView("basic") + " " + store.supportsFileAttributeView("posix")
                            + " " + store.isReadOnly();
                }),
                of(
                        "a name with a dot is hidden",
                        "true false",
                        d -> Files.isHidden(file(d, ".f", "")) + " " + Files.isHidden(file(d, "f", ""))));
    }

    private static List<Case> temporary() {
        return List.of(
                of("temporary files have different names", "true true", d -> {
                    Path f = Files.createTempFile(d, "pre", ".suf");
                    Path g = Files.createTempFile(d, "pre", ".suf");
                    String name = f.getFileName().toString();
                    return !f.equals(g) + " " + (name.startsWith("pre") && name.endsWith(".suf"));
                }),
                of(
                        "temporary files are their owner's",
                        "rw-------",
                        d -> PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(Files.createTempFile(d, null, null)))),
                of(
                        "temporary folders are their owner's",
                        "rwx------",
                        d -> PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(Files.createTempDirectory(d, "x")))),
                of("DELETE_ON_CLOSE deletes", "false", d -> {
                    Path f = file(d, "f", "");
                    Files.newByteChannel(f, StandardOpenOption.DELETE_ON_CLOSE).close();
                    return Files.exists(f);
                }),
                of(
                        "File.createTempFile makes one",
                        "true",
                        d -> File.createTempFile("abc", null, d.toFile())
                                .getName()
                                .matches("abc.*\\.tmp")));
    }
}
