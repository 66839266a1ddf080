package dev.faultline.sim.internal.jdk.file;

import dev.faultline.sim.internal.jdk.Patch;
import java.util.ArrayList;
import java.util.List;

/** Where {@code sun.nio.fs} and the file channels of {@code sun.nio.ch} turn to the simulated disk. */
final class NioPatches {
    private static final String PATH = "Lsun/nio/fs/UnixPath;";
    private static final String ATTRIBUTES = "Lsun/nio/fs/UnixFileAttributes;";
    private static final String FD = "Ljava/io/FileDescriptor;";
    private static final String CALLS = "sun/nio/fs/UnixNativeDispatcher";
    private static final String LINUX = "sun/nio/fs/LinuxFileSystem";
    private static final String CHANNEL = "sun/nio/ch/FileChannelImpl";

    private final List<Patch> patches = new ArrayList<>();

    private NioPatches() {}

    static List<Patch> all() {
        NioPatches all = new NioPatches();
        all.looking();
        all.changing();
        all.openFiles();
        all.copies();
        all.directories();
        all.channels();
        all.transfers();
        all.mappings();
        all.watches();
        all.owners();
        return all.patches;
    }

    private void call(String method, String guard, String hook) {
        file(CALLS, method, guard, hook);
    }

    private void file(String owner, String method, String guard, String hook) {
        patches.add(new Patch.Replace(owner, method, NioFileHooks.class, guard, hook));
    }

    private void attribute(String owner, String method, String guard, String hook) {
        patches.add(new Patch.Replace(owner, method, NioAttributeHooks.class, guard, hook));
    }

    private void looking() {
        attribute(CALLS, "stat(" + PATH + ATTRIBUTES + ")V", "looksAt", "attributes");
        attribute(CALLS, "stat2(" + PATH + ATTRIBUTES + ")I", "looksAt", "attributesIfAny");
        attribute(CALLS, "lstat(" + PATH + ATTRIBUTES + ")V", "looksAt", "attributesOfLink");
        attribute(CALLS, "access(" + PATH + "I)I", "looksAt", "access");
        call("readlink(" + PATH + ")[B", "looksAt", "readlink");
        call("realpath(" + PATH + ")[B", "looksAt", "realpath");
    }

    private void directory(String owner, String method, String guard, String hook) {
        patches.add(new Patch.Replace(owner, method, NioDirectoryHooks.class, guard, hook));
    }

    private void directories() {
        directory(CALLS, "opendir(" + PATH + ")J", "looksIn", "openDirectory");
        directory(CALLS, "readdir(J)[B", "isSimulatedReading", "readDirectory");
        directory(CALLS, "statvfs(" + PATH + "Lsun/nio/fs/UnixFileStoreAttributes;)V", "looksIn", "space");
        directory(CALLS, "openatSupported()Z", "isSimulated", "noDirectoryDescriptors");
        directory("sun/nio/fs/UnixDirectoryStream", "closeImpl()Z", "isSimulatedStream", "closeStream");
        directory("sun/nio/fs/UnixException", "errorString()Ljava/lang/String;", "hasText", "errorText");
        directory("sun/nio/fs/UnixFileSystem", "defaultDirectory()[B", "isSimulated", "defaultDirectory");
        directory(LINUX, "getMountEntries(Ljava/lang/String;)Ljava/util/List;", "isSimulated", "mounts");
    }

    private void changing() {
        call("link(" + PATH + PATH + ")V", "changes", "link");
        call("symlink([B" + PATH + ")V", "changes", "symlink");
        call("unlink(" + PATH + ")V", "changes", "unlink");
        call("rename(" + PATH + PATH + ")V", "changes", "rename");
        call("mkdir(" + PATH + "I)V", "changes", "makeDirectory");
        call("rmdir(" + PATH + ")V", "changes", "removeDirectory");
        call("mknod(" + PATH + "IJ)V", "changes", "makeNode");
        attribute(CALLS, "chmod(" + PATH + "I)V", "changes", "setMode");
        attribute(CALLS, "chown(" + PATH + "II)V", "changes", "setOwner");
        attribute(CALLS, "lchown(" + PATH + "II)V", "changes", "setOwner");
        attribute(CALLS, "utimensat(I" + PATH + "JJI)V", "changes", "setTimesOf");
    }

    private void openFiles() {
        call("open(" + PATH + "II)I", "opens", "openFile");
        call("close(I)V", "isSimulatedNumber", "closeFile");
        call("read(IJI)I", "isSimulatedNumber", "readFile");
        call("write(IJI)I", "isSimulatedNumber", "writeFile");
        attribute(CALLS, "fstat(I" + ATTRIBUTES + ")V", "isSimulatedNumber", "attributesOfOpen");
        attribute(CALLS, "fchmod(II)V", "isSimulatedNumber", "setModeOfOpen");
        attribute(CALLS, "fchown(III)V", "isSimulatedNumber", "setOwnerOfOpen");
        attribute(CALLS, "futimens(IJJ)V", "isSimulatedNumber", "setTimesOfOpen");
        attribute(CALLS, "fgetxattr(I[BJI)I", "isSimulatedNumber", "noExtendedAttribute");
        attribute(CALLS, "fsetxattr(I[BJI)V", "isSimulatedNumber", "noExtendedAttributes");
        attribute(
                "sun/nio/fs/UnixUserDefinedFileAttributeView",
                "list()Ljava/util/List;",
                "changes",
                "noExtendedAttributeNames");
        attribute(CALLS, "fremovexattr(I[B)V", "isSimulatedNumber", "noExtendedAttributes");
    }

    private void copies() {
        file(LINUX, "directCopy(IIJ)I", "isEither", "copyDirectly");
        file(LINUX, "bufferedCopy(IIJIJ)V", "isEither", "copyBuffered");
        file(LINUX, "copyNonPosixAttributes(II)V", "isEither", "copyNoOtherAttributes");
    }

    private void channel(String method, String hook) {
        patches.add(new Patch.Replace(
                "sun/nio/ch/UnixFileDispatcherImpl", method, NioChannelHooks.class, "isSimulated", hook));
    }

    private void channels() {
        channel("read(" + FD + "JI)I", "channelRead");
        channel("pread(" + FD + "JIJ)I", "channelReadAt");
        channel("readv(" + FD + "JI)J", "channelReadMany");
        channel("write(" + FD + "JI)I", "channelWrite");
        channel("pwrite(" + FD + "JIJ)I", "channelWriteAt");
        channel("writev(" + FD + "JI)J", "channelWriteMany");
        channel("seek(" + FD + "J)J", "channelSeek");
        channel("force(" + FD + "Z)I", "channelForce");
        channel("truncate(" + FD + "J)I", "channelTruncate");
        channel("size(" + FD + ")J", "channelSize");
        channel("available(" + FD + ")I", "channelAvailable");
        channel("isOther(" + FD + ")Z", "channelIsOther");
        channel("lock(" + FD + "ZJJZ)I", "channelLock");
        channel("release(" + FD + "JJ)V", "channelRelease");
        channel("setDirectIO(" + FD + "Ljava/lang/String;)I", "channelDirect");
        patches.add(new Patch.Replace(
                "sun/nio/ch/FileKey",
                "create(" + FD + ")Lsun/nio/ch/FileKey;",
                NioChannelHooks.class,
                "isSimulatedKey",
                "fileKey"));
    }

    private void owners() {
        String principals = "sun/nio/fs/UnixUserPrincipals";
        patches.add(new Patch.Call(principals, "*", CALLS + ".getpwuid(I)[B", NioOwnerHooks.class, "userName"));
        patches.add(new Patch.Call(principals, "*", CALLS + ".getgrgid(I)[B", NioOwnerHooks.class, "groupName"));
        patches.add(new Patch.Replace(
                principals, "lookupName(Ljava/lang/String;Z)I", NioOwnerHooks.class, "isSimulated", "idOf"));
        String asynchronous = "sun/nio/ch/SimpleAsynchronousFileChannelImpl";
        patches.add(new Patch.StaticRead(
                asynchronous,
                "*",
                asynchronous + "$DefaultExecutorHolder.defaultExecutor",
                NioAsynchronousHooks.class,
                "pool"));
    }

    private void watches() {
        String service = "Ljava/nio/file/WatchService;";
        String register = "register(" + service
                + "[Ljava/nio/file/WatchEvent$Kind;[Ljava/nio/file/WatchEvent$Modifier;)" + "Ljava/nio/file/WatchKey;";
        patches.add(new Patch.Replace(
                LINUX, "newWatchService()" + service, NioWatchHooks.class, "isSimulated", "newService"));
        patches.add(new Patch.Replace("sun/nio/fs/UnixPath", register, NioWatchHooks.class, "isOurs", "register"));
    }

    private void mapping(String owner, String method, String guard, String hook) {
        patches.add(new Patch.Replace(owner, method, NioMappingHooks.class, guard, hook));
    }

    private void mappings() {
        String dispatcher = "sun/nio/ch/UnixFileDispatcherImpl";
        String memory = "java/nio/MappedMemoryUtils";
        mapping(dispatcher, "map(" + FD + "IJJZ)J", "isSimulated", "map");
        mapping(dispatcher, "unmap(JJ)I", "isOurs", "unmap");
        mapping(memory, "force(" + FD + "JZJJ)V", "forces", "force");
        mapping(memory, "isLoaded(JZJ)Z", "holds", "isLoaded");
    }

    private void transfer(String owner, String method, String guard, String hook) {
        patches.add(new Patch.Replace(owner, method, NioChannelHooks.class, guard, hook));
    }

    private void transfers() {
        String dispatcher = "sun/nio/ch/FileDispatcherImpl";
        transfer(dispatcher, "transferTo(" + FD + "JJ" + FD + "Z)J", "transfersTo", "transferTo");
        transfer(dispatcher, "transferFrom(" + FD + FD + "JJZ)J", "transfersFrom", "transferFrom");
        transfer(
                CHANNEL,
                "transferToTrustedChannel(JJLjava/nio/channels/WritableByteChannel;)J",
                "isSimulatedChannel",
                "transferUnsupported");
        transfer(
                CHANNEL,
                "transferFromFileChannel(Lsun/nio/ch/FileChannelImpl;JJ)J",
                "isSimulatedTransfer",
                "transferUnsupported");
    }
}
