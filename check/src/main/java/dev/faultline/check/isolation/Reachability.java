package dev.faultline.check.isolation;

/** Which event comes before which, as one bit for each pair; n * edges / 64 steps and n * n / 8 bytes. */
final class Reachability {

    private final int words;
    private final long[] bits;

    private Reachability(int words, long[] bits) {
        this.words = words;
        this.bits = bits;
    }

    static long bytes(int nodes) {
        return (long) nodes * ((nodes + 63) / 64) * Long.BYTES;
    }

    /** Of a graph whose places follow its edges. */
    static Reachability of(AcyclicGraph graph) {
        int n = graph.nodes();
        int words = (n + 63) / 64;
        long[] bits = new long[n * words];
        int[] order = new int[n];
        for (int v = 0; v < n; v++) {
            order[graph.place(v)] = v;
        }
        for (int i = n - 1; i >= 0; i--) {
            int v = order[i];
            int row = v * words;
            bits[row + (v >> 6)] |= 1L << v;
            for (int edge = graph.firstOut(v); edge >= 0; edge = graph.nextOut(edge)) {
                int w = graph.to(edge);
                if ((bits[row + (w >> 6)] & 1L << w) == 0) {
                    int other = w * words;
                    for (int k = 0; k < words; k++) {
                        bits[row + k] |= bits[other + k];
                    }
                }
            }
        }
        return new Reachability(words, bits);
    }

    boolean reaches(int from, int to) {
        return (bits[from * words + (to >> 6)] & 1L << to) != 0;
    }
}
