package dev.faultline.sim.internal.jdk.file;

import dev.faultline.sim.internal.jdk.Patch;
import java.util.ArrayList;
import java.util.List;

/** Where the JDK's file classes turn to the simulated disk. */
public final class FilePatches {
    private static final String STRING = "Ljava/lang/String;";
    private static final String FILE = "Ljava/io/File;";
    private static final String INPUT = "java/io/FileInputStream";
    private static final String OUTPUT = "java/io/FileOutputStream";
    private static final String RANDOM = "java/io/RandomAccessFile";
    private static final String DESCRIPTOR = "java/io/FileDescriptor";
    private static final String TEMPORARY = "java/io/File$TempDirectory";
    private static final String TEMPORARY_PATH = "java/nio/file/TempFileHelper";

    private final List<Patch> patches = new ArrayList<>();

    private FilePatches() {}

    public static List<Patch> all() {
        FilePatches all = new FilePatches();
        all.streams();
        all.standardStreams();
        all.randomAccess();
        all.descriptors();
        all.tree();
        all.temporaryFiles();
        all.patches.addAll(NioPatches.all());
        return List.copyOf(all.patches);
    }

    private void replace(String owner, String method, String guard, String hook) {
        patches.add(new Patch.Replace(owner, method, FileHooks.class, guard, hook));
    }

    private void streams() {
        replace(INPUT, "open(" + STRING + ")V", "opensInput", "openInput");
        replace(INPUT, "read()I", "isSimulatedInput", "inputRead");
        replace(INPUT, "read([B)I", "isSimulatedInput", "inputReadAll");
        replace(INPUT, "read([BII)I", "isSimulatedInput", "inputReadSome");
        replace(INPUT, "length()J", "isSimulatedInput", "inputLength");
        replace(INPUT, "position()J", "isSimulatedInput", "inputPosition");
        replace(INPUT, "skip(J)J", "isSimulatedInput", "inputSkip");
        replace(INPUT, "available()I", "isSimulatedInput", "inputAvailable");
        replace(INPUT, "isRegularFile()Z", "isSimulatedInput", "inputIsRegularFile");
        replace(OUTPUT, "open(" + STRING + "Z)V", "opensOutput", "openOutput");
        replace(OUTPUT, "write(I)V", "isSimulatedOutput", "outputWrite");
        replace(OUTPUT, "write([B)V", "isSimulatedOutput", "outputWriteAll");
        replace(OUTPUT, "write([BII)V", "isSimulatedOutput", "outputWriteSome");
    }

    private void standardStreams() {
        standard(INPUT, "read()I", "isStandardInput", "read");
        standard(INPUT, "read([B)I", "isStandardInput", "readAll");
        standard(INPUT, "read([BII)I", "isStandardInput", "readSome");
        standard(INPUT, "available()I", "isStandardInput", "available");
        standard(OUTPUT, "write(I)V", "isStandardOutput", "write");
        standard(OUTPUT, "write([B)V", "isStandardOutput", "writeAll");
        standard(OUTPUT, "write([BII)V", "isStandardOutput", "writeSome");
    }

    private void standard(String owner, String method, String guard, String hook) {
        patches.add(new Patch.Replace(owner, method, StandardStreamHooks.class, guard, hook));
    }

    private void randomAccess() {
        replace(RANDOM, "open(" + STRING + "I)V", "opensRandomAccess", "openRandomAccess");
        replace(RANDOM, "read()I", "isSimulatedRandomAccess", "randomRead");
        replace(RANDOM, "readBytes([BII)I", "isSimulatedRandomAccess", "randomReadSome");
        replace(RANDOM, "implReadLine()" + STRING, "isSimulatedRandomAccess", "randomReadLine");
        replace(RANDOM, "implWrite(I)V", "isSimulatedRandomAccess", "randomWrite");
        replace(RANDOM, "implWriteBytes([BII)V", "isSimulatedRandomAccess", "randomWriteSome");
        replace(RANDOM, "skipBytes(I)I", "isSimulatedRandomAccess", "randomSkip");
        replace(RANDOM, "seek(J)V", "isSimulatedRandomAccess", "randomSeek");
        replace(RANDOM, "length()J", "isSimulatedRandomAccess", "randomLength");
        jar("readFullyAt([BIIJ)I", "readFully([BII)V", "readFullyOfJar");
        jar("readAt([BIIJ)I", "read([BII)I", "readOfJar");
        replace(RANDOM, "setLength(J)V", "isSimulatedRandomAccess", "randomSetLength");
    }

    private void jar(String method, String target, String hook) {
        patches.add(
                new Patch.Call("java/util/zip/ZipFile$Source", method, RANDOM + "." + target, FileHooks.class, hook));
    }

    private void descriptors() {
        replace(DESCRIPTOR, "sync()V", "isSimulatedDescriptor", "sync");
        replace(DESCRIPTOR, "close()V", "isSimulatedDescriptor", "close");
        replace("java/io/FileCleanable", "performCleanup()V", "isSimulatedCleanup", "cleanUp");
    }

    private void tree(String method, String guard, String hook) {
        patches.add(new Patch.Replace("java/io/UnixFileSystem", method, FileTreeHooks.class, guard, hook));
    }

    private void tree() {
        tree("canonicalize(" + STRING + ")" + STRING, "looksAtPath", "canonicalize");
        tree("getBooleanAttributes(" + FILE + ")I", "looksAt", "attributes");
        tree("hasBooleanAttributes(" + FILE + "I)Z", "looksAt", "hasAttributes");
        tree("checkAccess(" + FILE + "I)Z", "looksAt", "isAllowed");
        tree("getLastModifiedTime(" + FILE + ")J", "looksAt", "modifiedMillis");
        tree("getLength(" + FILE + ")J", "looksAt", "length");
        tree("list(" + FILE + ")[" + STRING, "looksAt", "list");
        tree("getSpace(" + FILE + "I)J", "looksAt", "space");
        tree("getNameMax(" + STRING + ")I", "looksAtPath", "nameMax");
        tree("resolve(" + FILE + ")" + STRING, "resolves", "resolve");
        tree("setPermission(" + FILE + "IZZ)Z", "changes", "setPermission");
        tree("createFileExclusively(" + STRING + ")Z", "changes", "createFile");
        tree("delete(" + FILE + ")Z", "changes", "delete");
        tree("createDirectory(" + FILE + ")Z", "changes", "createDirectory");
        tree("rename(" + FILE + FILE + ")Z", "changes", "rename");
        tree("setLastModifiedTime(" + FILE + "J)Z", "changes", "setModified");
        tree("setReadOnly(" + FILE + ")Z", "changes", "setReadOnly");
    }

    private void temporaryFiles() {
        patches.add(new Patch.Replace(
                TEMPORARY, "location()" + FILE, FileTreeHooks.class, "changes", "temporaryDirectory"));
        patches.add(new Patch.Replace(
                TEMPORARY,
                "generateFile(" + STRING + STRING + FILE + ")" + FILE,
                FileTreeHooks.class,
                "changes",
                "temporaryFile"));
        patches.add(new Patch.Replace(
                TEMPORARY_PATH,
                "generatePath(" + STRING + STRING + "Ljava/nio/file/Path;)Ljava/nio/file/Path;",
                FileTreeHooks.class,
                "changes",
                "temporaryPath"));
        patches.add(new Patch.StaticRead(
                TEMPORARY_PATH, "*", TEMPORARY_PATH + ".tmpdir", FileTreeHooks.class, "temporaryPathDirectory"));
        patches.add(new Patch.Replace(
                "java/io/DeleteOnExitHook", "add(" + STRING + ")V", FileTreeHooks.class, "changes", "deleteOnExit"));
    }
}
