package dev.faultline.sim.internal.machine;

import dev.faultline.sim.Program;
import dev.faultline.sim.internal.vm.Unchecked;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Objects;
import jdk.internal.misc.MethodFinder;
import org.jspecify.annotations.Nullable;

/** Calls the main method of a program as the JDK's launcher does: it may be inherited, or of an instance. */
final class MainMethod {
    private MainMethod() {}

    static void invoke(ClassLoader loader, Program.Main program) {
        try {
            Class<?> type = Class.forName(program.className(), true, loader);
            @Nullable Method main = MethodFinder.findMainMethod(type);
            if (main == null) {
                throw new IllegalStateException("class " + program.className() + " has no method main");
            }
            main.setAccessible(true);
            Object receiver = Modifier.isStatic(main.getModifiers()) ? null : newInstance(type);
            Object[] arguments = {program.arguments().toArray(new String[0])};
            main.invoke(receiver, main.getParameterCount() == 0 ? new Object[0] : arguments);
        } catch (InvocationTargetException e) {
            Unchecked.throwUnchecked(Objects.requireNonNull(e.getCause()));
        } catch (ClassNotFoundException e) {
            throw new NoClassDefFoundError("Could not find or load main class " + program.className());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("main of class " + program.className() + " cannot be called", e);
        }
    }

    private static Object newInstance(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }
}
