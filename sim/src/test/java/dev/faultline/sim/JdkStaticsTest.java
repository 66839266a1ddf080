package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.reflect.AccessFlag;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The list of static fields of which each process has its own fits this JDK. */
class JdkStaticsTest {
    private static final JdkClasses JDK = new JdkClasses();

    @Test
    void everyFieldOfTheListIsAStaticFieldOfItsType() {
        assertThat(JdkStatics.count()).isGreaterThan(100);
        for (int i = 0; i < JdkStatics.count(); i++) {
            JdkStatics.Field field = JdkStatics.at(i);
            ClassModel owner = JDK.find(field.owner());
            assertThat(owner).as(field.owner()).isNotNull();
            assertThat(Objects.requireNonNull(owner).fields())
                    .as("%s.%s", field.owner(), field.name())
                    .anyMatch(each -> each.flags().has(AccessFlag.STATIC)
                            && each.fieldName().equalsString(field.name())
                            && each.fieldType().equalsString(field.type()));
        }
    }

    /** Code that is not woven would read or write what the JVM has. */
    @Test
    void allCodeThatUsesAFieldOfTheListIsWoven() {
        Map<String, TreeSet<String>> users = new TreeMap<>();
        JDK.all()
                .forEach((name, model) -> model.methods()
                        .forEach(method -> method.code()
                                .ifPresent(code -> code.forEach(element -> {
                                    if (element instanceof FieldInstruction access
                                            && (access.opcode() == Opcode.GETSTATIC
                                                    || access.opcode() == Opcode.PUTSTATIC)
                                            && !access.owner().asInternalName().equals(name)) {
                                        users.computeIfAbsent(
                                                        access.owner().asInternalName() + "."
                                                                + access.name().stringValue(),
                                                        _ -> new TreeSet<>())
                                                .add(name);
                                    }
                                }))));
        for (int i = 0; i < JdkStatics.count(); i++) {
            JdkStatics.Field field = JdkStatics.at(i);
            String name = field.owner() + "." + field.name();
            assertThat(new TreeSet<>(field.users())).as(name).isEqualTo(users.getOrDefault(name, new TreeSet<>()));
        }
    }
}
