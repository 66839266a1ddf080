package dev.faultline.sim;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Objects;

/** Calls the main method of a program. */
final class MainMethod {
    private MainMethod() {}

    static void invoke(ClassLoader loader, Program.Main program) {
        try {
            Class<?> type = Class.forName(program.className(), true, loader);
            Method main = type.getDeclaredMethod("main", String[].class);
            if (!Modifier.isStatic(main.getModifiers())) {
                throw new NoSuchMethodException("main of " + program.className() + " is not static");
            }
            main.setAccessible(true);
            main.invoke(null, (Object) program.arguments().toArray(new String[0]));
        } catch (InvocationTargetException e) {
            ThreadHooks.throwUnchecked(Objects.requireNonNull(e.getCause()));
        } catch (ClassNotFoundException e) {
            throw new NoClassDefFoundError("Could not find or load main class " + program.className());
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException("class " + program.className() + " has no static main(String[])", e);
        }
    }
}
