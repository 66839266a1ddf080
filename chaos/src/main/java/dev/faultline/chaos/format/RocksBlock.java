package dev.faultline.chaos.format;

/**
 * Where a block stands in a table, without what stands behind it.
 *
 * @param type what it is for: {@code data}, {@code index}, {@code meta-index}, or the name under which that lists it
 * @param isDeltaCoded whether its values are places of blocks, each as the difference from the one before
 */
record RocksBlock(String type, int from, int to, boolean isDeltaCoded) {
    int size() {
        return to - from;
    }
}
