package dev.faultline.sim.internal.jdk.lang;

import dev.faultline.sim.internal.jdk.Patch;
import java.util.ArrayList;
import java.util.List;

/** The patches of method handles, of the linking of call sites, and of the form of serialised classes. */
public final class HandlePatches {
    private HandlePatches() {}

    public static List<Patch> all() {
        List<Patch> all = new ArrayList<>();
        all.addAll(linking());
        all.addAll(handles());
        all.add(serialForm());
        return all;
    }

    /** The VM's calls into Java when it links a call site or a method handle constant for the first time. */
    private static List<Patch> linking() {
        String object = "Ljava/lang/Object;";
        String type = "Ljava/lang/Class;";
        String text = "Ljava/lang/String;";
        String appendix = "[Ljava/lang/Object;";
        String method = "Ljava/lang/invoke/MemberName;";
        return List.of(
                linking("linkCallSite(" + object + object + object + object + object + appendix + ")" + method),
                linking("linkMethod(" + type + "I" + type + text + object + appendix + ")" + method),
                linking("linkDynamicConstant(" + object + object + object + object + object + ")" + object),
                linking("findMethodHandleType(" + type + "[Ljava/lang/Class;)Ljava/lang/invoke/MethodType;"),
                linking("linkMethodHandleConstant(" + type + "I" + type + text + object
                        + ")Ljava/lang/invoke/MethodHandle;"));
    }

    /** Where method and variable handles are made; core reflection has its targets from there, too. */
    private static List<Patch> handles() {
        String type = "Ljava/lang/Class;";
        String member = "Ljava/lang/invoke/MemberName;";
        String lookup = "Ljava/lang/invoke/MethodHandles$Lookup;";
        String handle = ")Ljava/lang/invoke/MethodHandle;";
        return List.of(
                handle("getDirectMethodCommon(B" + type + member + "Z" + lookup + handle, "method"),
                handle("getDirectFieldCommon(B" + type + member + handle, "field"),
                handle(
                        "getFieldVarHandleCommon(BB" + type + member + member + ")Ljava/lang/invoke/VarHandle;",
                        "variable"),
                // What they draw hash codes for, of classes of the JDK, is kept for all who come later.
                new Patch.Bracket(
                        "java/lang/invoke/MethodType",
                        "makeImpl(" + type + "[" + type + "Z)Ljava/lang/invoke/MethodType;"),
                target("getDirectMethod(Ljava/lang/reflect/Method;Z" + handle),
                target("findCallerSensitiveAdapter(Ljava/lang/reflect/Method;" + handle));
    }

    private static Patch serialForm() {
        String owner = "java/io/ObjectStreamClass";
        return new Patch.Call(
                owner,
                "computeDefaultSUID(Ljava/lang/Class;)J",
                owner + ".hasStaticInitializer(Ljava/lang/Class;)Z",
                SerialFormHooks.class,
                "hasStaticInitializer");
    }

    private static Patch target(String method) {
        return new Patch.Bracket("jdk/internal/reflect/MethodHandleAccessorFactory", method);
    }

    private static Patch handle(String method, String hook) {
        return new Patch.After("java/lang/invoke/MethodHandles$Lookup", method, ReflectionHooks.class, hook);
    }

    private static Patch linking(String method) {
        return new Patch.Bracket("java/lang/invoke/MethodHandleNatives", method);
    }
}
