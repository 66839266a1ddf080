package dev.faultline.sim;

import java.nio.file.Path;
import java.util.Map;

/** Where Faultline keeps what it can make again: {@code ~/.cache/faultline}, unless the environment says otherwise. */
public final class CacheFolder {
    private CacheFolder() {}

    /** Returns the folder for the user of this JVM; it may not exist. */
    public static Path ofUser() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /**
     * Returns the folder that an environment names: {@code $FAULTLINE_CACHE}, else {@code $XDG_CACHE_HOME/faultline},
     * else {@code .cache/faultline} in the home.
     */
    public static Path of(Map<String, String> environment, Path home) {
        String own = environment.getOrDefault("FAULTLINE_CACHE", "");
        if (!own.isEmpty()) {
            return Path.of(own);
        }
        String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
        // The XDG base directory specification wants relative paths ignored.
        boolean usable = !shared.isEmpty() && Path.of(shared).isAbsolute();
        return (usable ? Path.of(shared) : home.resolve(".cache")).resolve("faultline");
    }
}
