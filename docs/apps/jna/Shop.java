package shop;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.net.InetAddress;

/** Asks the C library for this and that by JNA, in both of its ways, and goes on until it is ended. */
public final class Shop {
    /** Functions that are looked up when they are called. */
    public interface C extends Library {
        int getpid();

        int gethostname(byte[] name, long limit);

        int mlockall(int flags);

        long strlen(String text);
    }

    /** Functions that are bound to native methods. */
    static final class Direct {
        static {
            Native.register(Direct.class, "c");
        }

        static native int getpagesize();

        static native int toupper(int letter);
    }

    public static void main(String[] arguments) throws Exception {
        C c = Native.load("c", C.class);
        byte[] name = new byte[64];
        boolean isOurs = c.getpid() == ProcessHandle.current().pid()
                && c.gethostname(name, name.length) == 0
                && Native.toString(name).equals(InetAddress.getLocalHost().getHostName());
        long cell = Native.malloc(16);
        new Pointer(cell).setLong(8, c.strlen("seven77"));
        System.out.println("C says: " + isOurs + " " + c.mlockall(1) + " " + new Pointer(cell).getLong(8) + " "
                + Direct.getpagesize() + " " + (char) Direct.toupper('p'));
        Native.free(cell);
        Thread.sleep(Long.MAX_VALUE);
    }
}
