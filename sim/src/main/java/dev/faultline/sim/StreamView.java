package dev.faultline.sim;

/**
 * An open connection, as seen at one instant.
 *
 * @param connection its number in the run; events name it by this
 * @param client the node that asked for it
 * @param clientPort its port there
 * @param server the node that accepted it
 * @param serverPort its port there
 */
public record StreamView(int connection, String client, int clientPort, String server, int serverPort) {}
