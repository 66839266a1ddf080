package dev.faultline.sim.internal.jdk.file;

import dev.faultline.sim.internal.disk.FileHost;
import dev.faultline.sim.internal.disk.Inode;
import dev.faultline.sim.internal.vm.Vm;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.UserPrincipalNotFoundException;

/**
 * The users and groups of a node: root, and the one that owns all files and runs all programs. Public only to be called
 * by the JDK.
 */
public final class NioOwnerHooks {
    private static final String OWNER_NAME = "faultline";

    private NioOwnerHooks() {}

    public static boolean isSimulated() {
        return FileHost.simulated() != null;
    }

    /** In place of {@code getpwuid}. */
    public static byte[] userName(int id) throws Throwable {
        return isSimulated() ? nameOf(id) : (byte[]) OfHost.USER_NAME.invokeExact(id);
    }

    /** In place of {@code getgrgid}. */
    public static byte[] groupName(int id) throws Throwable {
        return isSimulated() ? nameOf(id) : (byte[]) OfHost.GROUP_NAME.invokeExact(id);
    }

    private static byte[] nameOf(int id) {
        String name = id == Inode.OWNER ? OWNER_NAME : id == 0 ? "root" : Integer.toString(id);
        return name.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the number of the user or group. */
    public static int idOf(String name) throws UserPrincipalNotFoundException {
        if (name.equals(OWNER_NAME)) {
            return Inode.OWNER;
        }
        if (name.equals("root")) {
            return 0;
        }
        try {
            return Integer.parseInt(name);
        } catch (NumberFormatException e) {
            throw new UserPrincipalNotFoundException(name);
        }
    }

    /** The functions of the host. */
    private static final class OfHost {
        static final MethodHandle USER_NAME = function("getpwuid");
        static final MethodHandle GROUP_NAME = function("getgrgid");

        private static MethodHandle function(String name) {
            try {
                Class<?> dispatcher = Vm.classNamed("sun.nio.fs.UnixNativeDispatcher");
                return MethodHandles.privateLookupIn(dispatcher, MethodHandles.lookup())
                        .findStatic(dispatcher, name, MethodType.methodType(byte[].class, int.class));
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }
}
