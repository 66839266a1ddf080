package dev.faultline.sim.internal.jdk.lang;

import dev.faultline.sim.internal.jdk.JdkStatics;
import dev.faultline.sim.internal.jdk.process.StaticHooks;
import dev.faultline.sim.internal.kernel.OncePerJvm;
import dev.faultline.sim.internal.vm.CallSites;
import dev.faultline.sim.internal.vm.Weaving;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the finding of method and variable handles calls. Public only for that.
 *
 * <p>Reflection and method handles reach {@code System.nanoTime} and its like without a call site that could be rewritten.
 * Both get their target from one place, where a handle is made: there the handle of what is in the table {@link
 * CallSites} of applications becomes one of the hook. Calls of other methods pay nothing for it. It is always done, whoever
 * asks, as the JDK keeps what it has found for all processes of the JVM; outside of a simulated thread a hook does what
 * the JDK does.
 */
public final class ReflectionHooks {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private ReflectionHooks() {}

    /** At the end of {@code Lookup.getDirectMethodCommon}: the handle for the method, or for its hook. */
    public static MethodHandle method(MethodHandle found, Object lookup, byte kind, Class<?> type, Object member) {
        CallSites.Site site = siteOf((Member) member, found.type(), kind);
        if (site == null) {
            return found;
        }
        Object streams = OncePerJvm.enter();
        try {
            MethodHandle hook = handle(site.hook());
            return site.callStays()
                    ? MethodHandles.foldArguments(found, found.type().parameterCount() - 1, hook)
                    : hook.asType(found.type());
        } finally {
            OncePerJvm.leave(streams);
        }
    }

    /** At the end of {@code Lookup.getDirectFieldCommon}: the handle that reads the field, or what the hook makes of it. */
    public static MethodHandle field(MethodHandle found, Object lookup, byte kind, Class<?> type, Object member) {
        Member field = (Member) member;
        if (JdkStatics.isListed(field)) {
            return linked(() -> StaticHooks.handle(found, field));
        }
        Method hook = readOf(field);
        return hook == null || found.type().parameterCount() != 0
                ? found
                : MethodHandles.filterReturnValue(found, handle(hook));
    }

    /** At the end of {@code Lookup.getFieldVarHandleCommon}: as {@link #field}. */
    public static VarHandle variable(
            VarHandle found, Object lookup, byte getKind, byte putKind, Class<?> type, Object member) {
        Method hook = readOf((Member) member);
        return hook == null
                ? found
                : MethodHandles.filterValue(found, MethodHandles.identity(found.varType()), handle(hook));
    }

    /** This is asked for every handle that is found, also while the JDK links code: no lambda, no string is made here. */
    private static CallSites.@Nullable Site siteOf(Member member, MethodType type, byte kind) {
        Class<?> owner = member.getDeclaringClass();
        if (owner.getClassLoader() != null
                || !Weaving.installed().applicationSites().mayName(member.getName())) {
            return null;
        }
        MethodType called =
                java.lang.reflect.Modifier.isStatic(member.getModifiers()) ? type : type.dropParameterTypes(0, 1);
        String name = owner.getName().replace('.', '/');
        String descriptor = called.toMethodDescriptorString();
        // Lookup.bind makes such handles too, of methods that nothing overrides.
        CallSites.Site special = kind == MethodHandleInfo.REF_invokeSpecial
                ? Weaving.installed().applicationSites().findSuper(name, member.getName(), descriptor)
                : null;
        return special != null
                ? special
                : Weaving.installed().applicationSites().find(name, member.getName(), descriptor);
    }

    /** Makes a handle; what that draws is as if it had been drawn before the run. */
    private static MethodHandle linked(Supplier<MethodHandle> maker) {
        Object streams = OncePerJvm.enter();
        try {
            return maker.get();
        } finally {
            OncePerJvm.leave(streams);
        }
    }

    private static @Nullable Method readOf(Member member) {
        return member.getDeclaringClass() == System.class
                ? Weaving.installed().applicationSites().findRead("java/lang/System", member.getName())
                : null;
    }

    private static MethodHandle handle(Method hook) {
        try {
            return LOOKUP.unreflect(hook);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
