package dev.faultline.sim.internal.weave;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sim.internal.jdk.nativecode.NativeMethods;
import dev.faultline.sim.internal.jdk.nativecode.NativeMethods.Answer;
import java.lang.classfile.ClassModel;
import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every native method of this JDK is in the list of what becomes of them. */
class NativeMethodsTest {
    private static final JdkClasses JDK = new JdkClasses();

    @Test
    void theListHasEveryNativeMethodOfThisJdkOnce() {
        Map<String, Set<String>> known = new TreeMap<>();
        for (NativeMethods.Line line : NativeMethods.lines()) {
            Set<String> methods = known.computeIfAbsent(line.owner(), _ -> new TreeSet<>());
            line.methods()
                    .forEach(method -> assertThat(methods.add(method))
                            .as("%s.%s is in the list once", line.owner(), method)
                            .isTrue());
        }
        Map<String, Set<String>> ofJdk = new TreeMap<>();
        JDK.all().forEach((name, model) -> {
            Set<String> methods = nativesOf(model);
            if (!methods.isEmpty()) {
                ofJdk.put(name, methods);
            }
        });
        assertThat(without(ofJdk, known))
                .as("to be decided and added to jdk-natives.txt")
                .isEmpty();
        assertThat(without(known, ofJdk)).as("no longer in the JDK").isEmpty();
    }

    @Test
    void everyCallOfARefusedMethodIsWoven() {
        Map<String, NativeMethods.Line> refused = new HashMap<>();
        NativeMethods.lines().stream()
                .filter(line -> line.answer() == Answer.REFUSED)
                .forEach(line -> refused.put(line.owner(), line));
        Map<String, Set<String>> callers = new TreeMap<>();
        JDK.calls((caller, call) -> {
            String name = call.name().stringValue();
            String owner = call.owner().asInternalName().equals(caller)
                    ? declaringClass(caller, name)
                    : call.owner().asInternalName();
            NativeMethods.Line line = refused.get(owner);
            if (line != null && line.methods().contains(name)) {
                callers.computeIfAbsent(owner, _ -> new TreeSet<>()).add(caller);
            }
        });
        Map<String, Set<String>> listed = new TreeMap<>();
        refused.values().stream()
                .filter(line -> !line.callers().isEmpty())
                .forEach(line -> listed.put(line.owner(), new TreeSet<>(line.callers())));
        assertThat(listed).isEqualTo(callers);
    }

    private static String declaringClass(String type, String method) {
        ClassModel model = JDK.find(type);
        while (model != null
                && model.methods().stream().noneMatch(each -> each.methodName().equalsString(method))) {
            model = model.superclass()
                    .map(each -> JDK.find(each.asInternalName()))
                    .orElse(null);
        }
        return model == null ? type : model.thisClass().asInternalName();
    }

    private static Set<String> nativesOf(ClassModel model) {
        Set<String> methods = new TreeSet<>();
        model.methods().stream()
                .filter(method -> method.flags().has(AccessFlag.NATIVE))
                .forEach(method -> methods.add(method.methodName().stringValue()));
        return methods;
    }

    private static String without(Map<String, Set<String>> some, Map<String, Set<String>> others) {
        Map<String, Set<String>> rest = new TreeMap<>();
        some.forEach((owner, methods) -> {
            Set<String> left = new TreeSet<>(methods);
            left.removeAll(others.getOrDefault(owner, Set.of()));
            if (!left.isEmpty()) {
                rest.put(owner, left);
            }
        });
        return rest.entrySet().stream()
                .map(each -> "ANSWER " + each.getKey() + ": " + String.join(" ", each.getValue()))
                .collect(joining("\n"));
    }
}
