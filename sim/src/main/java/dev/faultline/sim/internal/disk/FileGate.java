package dev.faultline.sim.internal.disk;

/** What a file system asks before it changes names and attributes: a disk may be broken, or full. */
interface FileGate {
    /** Lets everything pass. */
    FileGate OPEN = new FileGate() {
        @Override
        public void beforeChange(String path, String other) {}

        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public PosixException full(String path) {
            return new PosixException(PosixError.ENOSPC);
        }
    };

    /**
     * Called when all is well with a change but for the disk, and nothing has been changed yet.
     *
     * @param other the second path of a rename; else the same once more
     * @throws PosixException if the disk fails
     */
    void beforeChange(String path, String other);

    /** Returns whether no block is free. */
    boolean isFull();

    /** Takes note that a change has found no block, and returns what to throw. */
    PosixException full(String path);
}
