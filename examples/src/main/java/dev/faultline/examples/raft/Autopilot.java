package dev.faultline.examples.raft;

import java.util.Map;
import java.util.Optional;

/**
 * Decides which server should become a member or stop being one, as an operator would: one that does not answer goes while
 * enough members are left, one that answers and has caught up comes back.
 */
record Autopilot(Peers peers, int fewestMembers) {
    private static final int SILENT_TICKS = 5;
    private static final int ANSWERING_TICKS = 2;

    Optional<Command> wish(Command.Members members, long committed) {
        for (Map.Entry<String, Peer> each : peers.all().entrySet()) {
            String server = each.getKey();
            Peer peer = each.getValue();
            if (members.servers().contains(server)) {
                if (peer.silentTicks >= SILENT_TICKS && members.servers().size() > fewestMembers) {
                    return Optional.of(new Command.Remove(server));
                }
            } else if (peer.silentTicks <= ANSWERING_TICKS && peer.held >= committed) {
                return Optional.of(new Command.Add(server));
            }
        }
        return Optional.empty();
    }
}
