package dev.faultline.sim.internal.machine;

import dev.faultline.sim.internal.vm.JdkMethods;
import java.lang.invoke.MethodHandle;

/**
 * Lets a node's loader find the services of those modules of the JDK that the JVM's application loader defines: the
 * compiler, {@code jar} and other tools. A node's loader stands in its place, with the same platform loader above it.
 */
final class JdkServices {
    private static final MethodHandle BIND =
            JdkMethods.virtual(ModuleLayer.class, "bindToLoader", void.class, ClassLoader.class);

    private JdkServices() {}

    /** Returns the loader, where services of these modules are found from now on. */
    static NodeLoader offered(NodeLoader loader) {
        try {
            BIND.invokeExact(ModuleLayer.boot(), (ClassLoader) loader);
            return loader;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
