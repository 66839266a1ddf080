package dev.faultline.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What processes asked of the host, as strace wrote it down, and what of that is beyond a stated list: they may read the
 * JDK, the class path and what tells of the machine, write below some folders, start the JDK's own programs, and have
 * sockets that are connected to nothing.
 */
final class HostCalls {
    /** What strace is to write down. */
    static final String TRACED = "trace=%file,%network,%process,ftruncate,memfd_create";

    private static final Pattern CALL = Pattern.compile("\\d+ +(\\w+)\\((.*)");
    private static final Pattern PATH = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Set<String> LOOKS = Set.of(
            "access",
            "faccessat",
            "faccessat2",
            "stat",
            "lstat",
            "statx",
            "newfstatat",
            "readlink",
            "readlinkat",
            "statfs",
            "getcwd",
            "getxattr",
            "lgetxattr",
            "chdir");

    /** Of a process, its threads, and a socket that nobody hears of. */
    private static final Set<String> HARMLESS = Set.of(
            "clone",
            "clone3",
            "vfork",
            "exit",
            "exit_group",
            "wait4",
            "waitid",
            "rt_sigreturn",
            "socket",
            "getsockopt",
            "setsockopt",
            "getsockname",
            "socketpair",
            "memfd_create",
            "ftruncate");

    /** What tells of the machine, and the C library's own files. */
    private static final List<String> MACHINE = List.of(
            "/proc",
            "/sys",
            "/dev/random",
            "/dev/urandom",
            "/dev/null",
            "/dev/tty",
            "/etc/ld.so.cache",
            "/etc/ld.so.preload",
            "/etc/localtime",
            "/etc/nsswitch.conf",
            "/etc/passwd",
            "/etc/resolv.conf",
            "/etc/host.conf",
            "/etc/hosts",
            "/etc/os-release",
            "/lib",
            "/lib64",
            "/usr/lib",
            "/usr/share/locale",
            "/usr/share/zoneinfo",
            "/tmp/.java_pid*");

    private static final List<String> WRITTEN_BY_JVM =
            List.of("/tmp/hsperfdata_*", "/dev/null", "/dev/tty", "/proc/self/coredump_filter");

    private final List<String> read = new ArrayList<>(MACHINE);
    private final List<String> written = new ArrayList<>(WRITTEN_BY_JVM);

    private final List<String> started = new ArrayList<>(List.of(System.getProperty("java.home")));

    HostCalls mayRead(String path) {
        read.add(path);
        return this;
    }

    HostCalls mayWrite(Path folder) {
        written.add(folder.toAbsolutePath().normalize().toString());
        return this;
    }

    HostCalls mayStart(String program) {
        started.add(program);
        return this;
    }

    /** Returns the calls beyond the list, each once. */
    List<String> beyond(List<String> trace) {
        Set<String> found = new LinkedHashSet<>();
        for (String line : trace) {
            Matcher call = CALL.matcher(line);
            if (call.matches() && !isAllowed(call.group(1), call.group(2))) {
                found.add(call.group(1) + "(" + call.group(2));
            }
        }
        return List.copyOf(found);
    }

    private boolean isAllowed(String name, String arguments) {
        return switch (name) {
            case String _ when HARMLESS.contains(name) -> true;
            case String _ when LOOKS.contains(name) -> paths(arguments).stream().allMatch(this::mayBeRead);
            case "open", "openat" ->
                arguments.matches(".*O_(WRONLY|RDWR|CREAT).*")
                        ? paths(arguments).stream().allMatch(path -> isBelow(path, written))
                        : paths(arguments).stream().allMatch(this::mayBeRead);
            case "execve" -> isBelow(paths(arguments).getFirst(), started);
            // The C library looks for its name service, which tells of users and hosts.
            case "connect" -> arguments.contains("\"/var/run/nscd/socket\"");
            // A JVM that starts asks of the others on the machine whether they live; signal 0 is none.
            case "kill" -> arguments.matches("\\d+, 0\\).*");
            // What they are given in quotes is no path.
            case "bind", "listen", "accept", "accept4", "sendto", "sendmsg", "sendmmsg" -> false;
            default -> {
                List<String> paths = paths(arguments);
                boolean isOfOpenFile = paths.isEmpty() && name.equals("utimensat");
                yield isOfOpenFile || !paths.isEmpty() && paths.stream().allMatch(path -> isBelow(path, written));
            }
        };
    }

    private static List<String> paths(String arguments) {
        List<String> paths = new ArrayList<>();
        for (Matcher path = PATH.matcher(arguments); path.find(); ) {
            paths.add(path.group(1));
        }
        return paths;
    }

    /** Whether it may be looked at: it is below something that may be, or on the way there, or the working directory. */
    private boolean mayBeRead(String path) {
        return isBelow(path, read)
                || isBelow(path, written)
                || read.stream().anyMatch(folder -> isOnTheWay(path, folder))
                || written.stream().anyMatch(folder -> isOnTheWay(path, folder));
    }

    private static boolean isOnTheWay(String path, String to) {
        return to.startsWith(path.endsWith("/") ? path : path + "/");
    }

    private static boolean isBelow(String path, List<String> folders) {
        // What is relative is in the working directory, which is the command's own.
        return !path.startsWith("/")
                || folders.stream()
                        .anyMatch(folder -> folder.endsWith("*")
                                ? path.startsWith(folder.substring(0, folder.length() - 1))
                                : path.equals(folder) || path.startsWith(folder + "/"));
    }
}
