package dev.faultline.sim.internal.jdk.process;

import dev.faultline.sim.internal.jdk.Patch;
import dev.faultline.sim.internal.jdk.file.StandardStreamHooks;
import java.util.ArrayList;
import java.util.List;

/** The patches of what a JVM has one of for its program: exit, streams, properties, variables. */
public final class RuntimePatches {
    private RuntimePatches() {}

    public static List<Patch> all() {
        List<Patch> all = new ArrayList<>();
        all.addAll(runtime());
        all.addAll(properties());
        return all;
    }

    private static List<Patch> runtime() {
        return List.of(
                stream("setOut"),
                stream("setErr"),
                new Patch.Replace(
                        "java/lang/System",
                        "console()Ljava/io/Console;",
                        StandardStreamHooks.class,
                        "inSimulation",
                        "console"),
                new Patch.Replace(
                        "java/lang/System",
                        "setIn(Ljava/io/InputStream;)V",
                        StandardStreamHooks.class,
                        "inSimulation",
                        "setIn"),
                runtime("java/lang/Runtime", "exit(I)V", "exit"),
                runtime("java/lang/Runtime", "halt(I)V", "halt"),
                runtime("java/lang/Runtime", "addShutdownHook(Ljava/lang/Thread;)V", "addShutdownHook"),
                runtime("java/lang/Runtime", "removeShutdownHook(Ljava/lang/Thread;)Z", "removeShutdownHook"),
                runtime(
                        "java/lang/ProcessBuilder",
                        "start([Ljava/lang/ProcessBuilder$Redirect;)Ljava/lang/Process;",
                        "startProcess"));
    }

    private static List<Patch> properties() {
        String text = "Ljava/lang/String;";
        return List.of(
                property("getProperty(" + text + ")" + text, "getProperty"),
                property("getProperty(" + text + text + ")" + text, "getPropertyOr"),
                property("setProperty(" + text + text + ")" + text, "setProperty"),
                property("clearProperty(" + text + ")" + text, "clearProperty"),
                property("getProperties()Ljava/util/Properties;", "getProperties"),
                property("setProperties(Ljava/util/Properties;)V", "setProperties"),
                property("getenv(" + text + ")" + text, "getVariable"),
                property("getenv()Ljava/util/Map;", "getVariables"));
    }

    private static Patch stream(String method) {
        return new Patch.Replace(
                "java/lang/System", method + "(Ljava/io/PrintStream;)V", RuntimeHooks.class, "inSimulation", method);
    }

    private static Patch property(String method, String hook) {
        return new Patch.Replace("java/lang/System", method, PropertyHooks.class, "inSimulation", hook);
    }

    private static Patch runtime(String owner, String method, String hook) {
        return new Patch.Replace(owner, method, RuntimeHooks.class, "inSimulation", hook);
    }
}
