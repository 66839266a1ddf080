package dev.faultline.sim.internal.jdk.lang;

import dev.faultline.sim.internal.jdk.Patch;
import java.util.ArrayList;
import java.util.List;

/** The changes to the JDK that let hash codes follow from the seed; see {@link HashHooks}. */
public final class HashPatches {
    /** Classes that ask keys or elements for their hash codes, and whose order may follow from that. */
    private static final List<String> HASHING = List.of(
            "java/lang/Object",
            "java/util/HashMap",
            "java/util/Hashtable",
            "java/util/WeakHashMap",
            "java/util/concurrent/ConcurrentHashMap",
            "java/util/ImmutableCollections$SetN",
            "java/util/ImmutableCollections$MapN",
            "java/util/ImmutableCollections$Set12",
            "java/util/ImmutableCollections$Map1",
            "java/util/KeyValueHolder",
            "java/util/AbstractMap$SimpleEntry",
            "java/util/AbstractMap$SimpleImmutableEntry",
            "java/util/AbstractSet",
            "java/util/AbstractList",
            "java/util/ArrayList",
            "java/util/Objects",
            "java/util/Arrays");

    private static final String IDENTITY_HASH = "java/lang/System.identityHashCode(Ljava/lang/Object;)I";

    private HashPatches() {}

    public static List<Patch> all() {
        List<Patch> all = new ArrayList<>(List.of(
                new Patch.Call("java/lang/Enum", "hashCode()I", IDENTITY_HASH, HashHooks.class, "enumHash"),
                new Patch.Call(
                        "java/util/IdentityHashMap",
                        "hash(Ljava/lang/Object;I)I",
                        IDENTITY_HASH,
                        HashHooks.class,
                        "identityHash"),
                new Patch.Before(
                        "java/lang/ClassLoader",
                        "postDefineClass(Ljava/lang/Class;Ljava/security/ProtectionDomain;)V",
                        HashHooks.class,
                        "defined")));
        for (String name : HASHING) {
            all.add(new Patch.Call(name, "*", "java/lang/Object.hashCode()I", HashHooks.class, "hashCode"));
        }
        return all;
    }
}
