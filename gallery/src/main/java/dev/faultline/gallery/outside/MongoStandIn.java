package dev.faultline.gallery.outside;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;

/** MongoDB as a JVM program: mongo-java-server, whose own main method serves on the loopback interface only. */
public final class MongoStandIn {
    private MongoStandIn() {}

    /** Serves at the port that is the only argument, at every address of the machine. */
    public static void main(String[] arguments) {
        MongoServer server = new MongoServer(new MemoryBackend());
        server.bind("0.0.0.0", Integer.parseInt(arguments[0]));
        System.out.println("MongoDB at " + server.getLocalAddress().getPort());
    }
}
