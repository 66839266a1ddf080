package dev.faultline.check.isolation;

/** One sentence for an edge. */
interface EdgeSentences {

    /**
     * Why {@code from} comes before {@code to}.
     *
     * @param label what the edge carries: as a rule the key that both transactions used
     */
    String sentence(int from, int to, EdgeKind kind, int label);
}
