package dev.faultline.bench.house;

/** How a class file can refer to a class. */
public enum Kind {
    /** As its superclass. */
    EXTENDS("extends"),
    /** As an interface of its own. */
    IMPLEMENTS("implements"),
    /** As a subclass that a sealed type permits. */
    PERMITS("permits"),
    /** As the type of a record component. */
    COMPONENT("has a component of"),
    /** As the type of a field. */
    FIELD("has a field of"),
    /** As a parameter or result of a method. */
    METHOD("has a method with"),
    /** As a type argument or bound in a generic signature. */
    SIGNATURE("names in a signature"),
    /** As an exception that a method declares. */
    THROWS("declares to throw"),
    /** As the owner of a method that is called. */
    CALLS("calls"),
    /** As the owner of a field that is read or written. */
    ACCESSES("accesses"),
    /** As a type in the descriptor of a method that is called, or of a field that is read or written. */
    HANDLES("gives to or takes from"),
    /** By making an object or an array of it. */
    CREATES("creates"),
    /** By a cast or an {@code instanceof}. */
    TESTS("casts to or tests for"),
    /** As a constant: a class, a method handle, the type of a method. */
    CONSTANT("has as a constant"),
    /** At a call site that is linked when it is reached: a lambda, a method reference, a switch over types. */
    DYNAMIC("links"),
    /** As an exception that is caught. */
    CATCHES("catches"),
    /** As the type of a local variable, where the class file tells of these. */
    LOCAL("has a local variable of"),
    /**
     * In the constant pool and in no other way: for a constant of it, which the compiler has put in place, as what two branches
     * have in common, or as a nested class in an annotation.
     */
    NAMES("names");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** Returns the word for it, between who uses and who is used. */
    public String word() {
        return word;
    }
}
