package dev.faultline.sim.internal.jdk.process;

import dev.faultline.sim.internal.disk.FileDescriptors;
import dev.faultline.sim.internal.disk.FilePaths;
import dev.faultline.sim.internal.disk.FileTree;
import dev.faultline.sim.internal.disk.OpenFile;
import dev.faultline.sim.internal.disk.PosixError;
import dev.faultline.sim.internal.disk.PosixException;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.SimProcess;
import dev.faultline.sim.internal.vm.JdkMethods;
import dev.faultline.sim.internal.vm.JdkNatives;
import dev.faultline.sim.internal.vm.Vm;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.Map;

/**
 * What {@code FileSystemPreferences} asks of the operating system by native methods of its own: locks, and who may read.
 * Its files are those of the node. Public only for patched code.
 */
public final class PreferencesHooks {
    private static final String LOCKS = "locked preferences";

    private PreferencesHooks() {}

    /** What the JDK itself does, for who is not simulated. */
    private static final class Host {
        private static final Class<?> TYPE = Vm.classNamed("java.util.prefs.FileSystemPreferences");
        static final MethodHandle LOCK =
                JdkMethods.find(TYPE, "lockFile0", int[].class, String.class, int.class, boolean.class);
        static final MethodHandle UNLOCK = JdkMethods.find(TYPE, "unlockFile0", int.class, int.class);
        static final MethodHandle CHANGE_MODE = JdkMethods.find(TYPE, "chmod", int.class, String.class, int.class);
    }

    /**
     * {@code lockFile0}: opens the file, which it makes if need be. A node has one process, so nobody else has the lock.
     *
     * @return a handle, or 0, and the number of the error
     */
    public static int[] lock(String path, int permissions, boolean isShared) throws IOException {
        Task task = Task.current();
        if (task == null) {
            return (int[]) JdkNatives.invoke(Host.LOCK, path, permissions, isShared);
        }
        int flags = isShared ? OpenFile.READ : OpenFile.WRITE | OpenFile.CREATE;
        try {
            OpenFile file = SimProcess.of(task)
                    .node
                    .disk()
                    .calls()
                    .open(SimProcess.of(task), FilePaths.absolute(task, path), flags, permissions);
            int handle = 1 + SimProcess.of(task).globals.count(LOCKS);
            locks(task).put(handle, file);
            return new int[] {handle, 0};
        } catch (PosixException e) {
            return new int[] {0, e.error.number};
        }
    }

    /** {@code unlockFile0}. */
    public static int unlock(int handle) throws IOException {
        Task task = Task.current();
        if (task == null) {
            return JdkNatives.call(Host.UNLOCK, handle);
        }
        OpenFile file = locks(task).remove(handle);
        if (file == null) {
            return PosixError.EBADF.number;
        }
        FileDescriptors.close(file.descriptor);
        return 0;
    }

    /** {@code chmod}. */
    public static int setPermissions(String path, int permissions) throws IOException {
        Task task = Task.current();
        if (task == null) {
            return JdkNatives.call(Host.CHANGE_MODE, path, permissions);
        }
        FileTree tree = SimProcess.of(task).node.disk().calls().tree();
        String absolute = FilePaths.absolute(task, path);
        try {
            tree.setPermissions(absolute, tree.find(absolute, true).existing(), permissions);
            return 0;
        } catch (PosixException e) {
            return e.error.number;
        }
    }

    @SuppressWarnings("unchecked") // nobody else puts anything there
    private static Map<Integer, OpenFile> locks(Task task) {
        return (Map<Integer, OpenFile>) SimProcess.of(task).globals.single(LOCKS, HashMap::new);
    }
}
