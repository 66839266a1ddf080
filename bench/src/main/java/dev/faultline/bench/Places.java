package dev.faultline.bench;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where this module's classes are. */
final class Places {
    private Places() {}

    /** Returns the jar or the folder of this module's classes. */
    static Path ofThisModule() {
        try {
            return Path.of(Places.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path has an entry that is no file", e);
        }
    }
}
