package dev.faultline.bench;

import java.time.Duration;

/**
 * How much work is measured. It is fixed, so that two versions of the simulator do the same.
 *
 * @param rounds that count
 * @param warmUps rounds before these
 * @param switches of simulated threads in a round
 * @param handOvers of platform threads in a round
 * @param creations of threads in a round, a multiple of 100
 * @param requestTime virtual time in which clients make requests without a pause
 * @param faultTime virtual length of a workload under faults
 * @param ensembles that are started afresh and count; twice as many before them warm the JVM
 * @param idleTime virtual time of an idle cluster
 * @param peerRequests requests to the real servers in a batch, of all clients together
 * @param watchTime virtual length of the workload on one hot key
 */
record Scale(
        int rounds,
        int warmUps,
        int switches,
        int handOvers,
        int creations,
        Duration requestTime,
        Duration faultTime,
        int ensembles,
        Duration idleTime,
        int peerRequests,
        Duration watchTime) {
    static Scale full() {
        return new Scale(
                5,
                4,
                4_000_000,
                200_000,
                20_000,
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                40,
                Duration.ofSeconds(600),
                8_000,
                Duration.ofSeconds(15));
    }

    static Scale quick() {
        return new Scale(
                3,
                2,
                1_000_000,
                50_000,
                5_000,
                Duration.ofSeconds(3),
                Duration.ofSeconds(40),
                15,
                Duration.ofSeconds(600),
                4_000,
                Duration.ofSeconds(8));
    }
}
