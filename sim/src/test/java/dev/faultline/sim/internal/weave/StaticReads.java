package dev.faultline.sim.internal.weave;

import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What code of the JDK does with what it reads from static fields. */
final class StaticReads {
    private static final Set<String> READERS = Set.of(
            "get",
            "getOrDefault",
            "containsKey",
            "containsValue",
            "contains",
            "containsAll",
            "size",
            "isEmpty",
            "hashCode",
            "equals",
            "toString",
            "indexOf",
            "lastIndexOf",
            "hasNext",
            "next",
            "getKey",
            "getValue",
            "first",
            "last",
            "firstKey",
            "lastKey",
            "getFirst",
            "getLast",
            "floorKey",
            "ceilingKey",
            "hasMoreElements",
            "nextElement",
            "getProperty",
            "elementAt",
            "toArray");
    private static final Set<String> VIEWS = Set.of(
            "iterator",
            "entrySet",
            "keySet",
            "values",
            "keys",
            "elements",
            "listIterator",
            "subList",
            "headMap",
            "tailMap",
            "next",
            "clone");
    private static final Set<String> COPIES = Set.of(
            "java/util/Arrays.copyOf",
            "java/util/Arrays.copyOfRange",
            "java/util/Arrays.equals",
            "java/util/Arrays.hashCode",
            "java/util/Arrays.toString",
            "java/util/Arrays.binarySearch",
            "java/util/Arrays.stream",
            "java/util/List.of",
            "java/util/Set.of",
            "java/util/List.copyOf",
            "java/util/Set.copyOf",
            "java/util/Map.copyOf",
            "java/lang/String.valueOf",
            "java/lang/String.<init>",
            "java/lang/Math.min",
            "java/util/Objects.requireNonNull",
            "java/util/Objects.checkIndex",
            "java/util/ArrayList.<init>",
            "java/util/HashSet.<init>",
            "java/util/HashMap.<init>");

    private static final Set<String> WRITERS = Set.of(
            "put",
            "putIfAbsent",
            "putAll",
            "add",
            "addAll",
            "addElement",
            "addFirst",
            "addLast",
            "remove",
            "removeIf",
            "removeElement",
            "clear",
            "set",
            "setElementAt",
            "compute",
            "computeIfAbsent",
            "computeIfPresent",
            "merge",
            "replace",
            "replaceAll",
            "offer",
            "poll",
            "push",
            "pop",
            "incrementAndGet",
            "getAndIncrement",
            "decrementAndGet",
            "getAndDecrement",
            "addAndGet",
            "getAndAdd",
            "getAndSet",
            "compareAndSet",
            "increment",
            "decrement",
            "setProperty",
            "lock",
            "tryLock");

    private final JdkClasses jdk;
    private final Map<String, String> changes = new HashMap<>();
    private final Map<String, String> leaks = new HashMap<>();
    private final Map<String, @Nullable Map<Integer, String>> parameters = new HashMap<>();

    StaticReads(JdkClasses jdk) {
        this.jdk = jdk;
    }

    @Nullable
    String leakOf(String field) {
        return leaks.get(field);
    }

    @Nullable
    String changeOf(String field) {
        return changes.get(field);
    }

    void follow(MethodModel method) {
        boolean reads = method.code()
                .orElseThrow()
                .elementStream()
                .anyMatch(element -> element instanceof FieldInstruction access
                        && access.opcode() == Opcode.GETSTATIC
                        && access.type().stringValue().length() > 1);
        if (reads) {
            String here = method.parent().orElseThrow().thisClass().asInternalName() + "."
                    + method.methodName().stringValue();
            ValueUses.follow(method, false, sink(here, leaks));
        }
    }

    private ValueUses.Sink sink(String here, Map<String, String> found) {
        return new ValueUses.Sink() {
            @Override
            public void leaks(Set<String> tags) {
                tags.forEach(tag -> found.putIfAbsent(tag, here));
            }

            @Override
            public void changes(Set<String> tags) {
                leaks(tags);
                tags.forEach(tag -> changes.putIfAbsent(tag, here));
            }

            @Override
            public boolean isCalled(Set<String> tags, InvokeInstruction call, int place) {
                String name = call.name().stringValue();
                String target = call.owner().asInternalName() + "." + name;
                boolean isReader = place == 0
                        ? READERS.contains(name) || VIEWS.contains(name)
                        : COPIES.contains(target)
                                || place == 1 && target.equals("java/lang/System.arraycopy")
                                || onlyReads(call, place);
                if (place == 0 && WRITERS.contains(name) && target.startsWith("java/util/")) {
                    changes(tags);
                }
                if (!isReader) {
                    tags.forEach(tag -> found.putIfAbsent(tag, here + " calls " + target));
                }
                return isReader && place == 0 && VIEWS.contains(name) && !name.equals("clone");
            }
        };
    }

    /** Whether the method, if it is known which it is, only reads what it is given at that place. */
    private boolean onlyReads(InvokeInstruction call, int place) {
        String owner = call.owner().asInternalName();
        MethodModel method =
                jdk.method(owner, call.name().stringValue(), call.type().stringValue());
        boolean isKnown = method != null
                && method.code().isPresent()
                && (call.opcode() == Opcode.INVOKESTATIC
                        || call.opcode() == Opcode.INVOKESPECIAL
                        || method.flags().has(AccessFlag.FINAL)
                        || method.flags().has(AccessFlag.PRIVATE));
        if (!isKnown) {
            return false;
        }
        String key = JdkStaticFields.key(owner, method);
        Map<Integer, String> kept = parameters.get(key);
        if (kept == null) {
            Map<Integer, String> leaked = new HashMap<>();
            parameters.put(key, leaked); // of a method that calls itself, the rest decides
            Map<String, String> found = new HashMap<>();
            ValueUses.follow(method, true, sink(key, found));
            found.forEach((tag, where) -> {
                if (tag.startsWith("#")) {
                    leaked.put(Integer.parseInt(tag.substring(1)), where);
                }
            });
            kept = leaked;
        }
        int slot = Stream.of(call.typeSymbol().parameterArray())
                .limit(place - 1L)
                .mapToInt(type -> TypeKind.from(type).slotSize())
                .sum();
        return !kept.containsKey(slot + (method.flags().has(AccessFlag.STATIC) ? 0 : 1));
    }
}
