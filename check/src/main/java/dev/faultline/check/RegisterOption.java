package dev.faultline.check;

/** Readings of a recorded register on which clients differ. */
public enum RegisterOption {
    /**
     * A completed read of null says nothing, as in histories of Knossos. Without this option null means
     * that the register is absent, as in logs of etcd.
     */
    NULL_READ_MATCHES_ANYTHING,
    /**
     * A failed compare-and-set took place and found another value than it expected. Without this option it
     * counts as an operation that did not happen.
     */
    FAILED_CAS_IS_CHECKED
}
