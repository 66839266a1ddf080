package dev.faultline.experiment.probe;

import java.util.Optional;

/** Where the value of a probe is read. As a text it says so to people. */
public sealed interface Source {
    /**
     * A field: static, or of the object of the class that was made last.
     *
     * @param className the class that the path begins at, by its binary name with dots
     * @param path from there
     */
    record Field(String className, FieldPath path) implements Source {
        @Override
        public String toString() {
            return "field " + path + " of " + className;
        }
    }

    /**
     * An attribute of an MBean of the node's platform server.
     *
     * @param mbean its name, or a pattern of names
     * @param attribute which; behind a point stands the item of a composite one
     * @param part the key of the names whose value tells several MBeans apart; empty where one is meant
     */
    record Attribute(String mbean, String attribute, Optional<String> part) implements Source {
        @Override
        public String toString() {
            return "attribute " + attribute + " of MBean " + mbean;
        }
    }

    /**
     * What a class of the node's class path answers.
     *
     * @param className a {@link java.util.concurrent.Callable} with a public constructor without parameters
     */
    record Code(String className) implements Source {
        @Override
        public String toString() {
            return "code " + className;
        }
    }
}
