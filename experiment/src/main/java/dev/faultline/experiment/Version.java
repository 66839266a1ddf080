package dev.faultline.experiment;

/** Which Faultline this is. */
public final class Version {
    private static final String UNPACKAGED = "development";

    private Version() {}

    /** Returns the version, as the jar's manifest has it. */
    public static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? UNPACKAGED : version;
    }
}
