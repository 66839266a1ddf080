package dev.faultline.sim;

/**
 * What has happened so far on the link from one node to another: the evidence that a fault took effect.
 *
 * <p>A snapshot. Segments are those that carry data, open or close a connection or refuse or reset one, and
 * datagrams; acknowledgements are counted apart.
 *
 * @param from the sending node
 * @param to the receiving node
 * @param segmentsSent handed to the link, resent ones included
 * @param segmentsDelivered arrived at a machine that was up
 * @param segmentsCut lost because the link was cut
 * @param segmentsLost lost by chance, by a {@link Disturbance.Loss}
 * @param segmentsVanished lost because the receiving machine was without power
 * @param segmentsStalled kept back by a stall of the link, of the stream, or by a {@link Disturbance.Stall}
 * @param segmentsExtraDelayed sent while extra latency was on, or delayed by a {@link Disturbance.Delay}
 * @param acknowledgementsSent handed to the link
 * @param acknowledgementsLost lost by a cut or a machine without power
 * @param synsLost requests for a connection that were lost: by a cut, at a machine without power, at a full backlog
 * @param connectionsRefused requests from {@code from} that {@code to} refused
 * @param connectionsReset resets sent by {@code from}
 * @param bytesSent bytes of data in {@code segmentsSent}
 * @param bytesDelivered bytes of data in {@code segmentsDelivered}
 * @param datagramsLost datagrams that the {@link DatagramFaults} of the link or a {@link Disturbance.Loss} took; they count as sent
 * @param datagramsDuplicated datagrams that went twice
 * @param datagramsReordered datagrams that others were allowed to overtake
 * @param datagramsCorrupted datagrams of which a {@link Disturbance.Corruption} changed a bit
 * @param byLink how many of these the link's own settings did, and no disturbance, machine or program
 */
public record LinkCounters(
        String from,
        String to,
        long segmentsSent,
        long segmentsDelivered,
        long segmentsCut,
        long segmentsLost,
        long segmentsVanished,
        long segmentsStalled,
        long segmentsExtraDelayed,
        long acknowledgementsSent,
        long acknowledgementsLost,
        long synsLost,
        long connectionsRefused,
        long connectionsReset,
        long bytesSent,
        long bytesDelivered,
        long datagramsLost,
        long datagramsDuplicated,
        long datagramsReordered,
        long datagramsCorrupted,
        ByLink byLink) {
    /**
     * What the settings of the link did: {@link Network#cut}, {@link Network#stall}, {@link Network#slow} and {@link
     * Network#setDatagramFaults}.
     *
     * @param segmentsCut of {@link LinkCounters#segmentsCut}
     * @param acknowledgementsCut of {@link LinkCounters#acknowledgementsLost}
     * @param synsCut of {@link LinkCounters#synsLost}
     * @param segmentsStalled of {@link LinkCounters#segmentsStalled}
     * @param segmentsExtraDelayed of {@link LinkCounters#segmentsExtraDelayed}
     * @param datagramsLost of {@link LinkCounters#datagramsLost}
     * @param datagramsDuplicated of {@link LinkCounters#datagramsDuplicated}
     * @param datagramsReordered of {@link LinkCounters#datagramsReordered}
     */
    public record ByLink(
            long segmentsCut,
            long acknowledgementsCut,
            long synsCut,
            long segmentsStalled,
            long segmentsExtraDelayed,
            long datagramsLost,
            long datagramsDuplicated,
            long datagramsReordered) {}
}
