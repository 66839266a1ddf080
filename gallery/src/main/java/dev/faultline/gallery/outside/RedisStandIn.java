package dev.faultline.gallery.outside;

import com.github.fppt.jedismock.RedisServer;
import java.io.IOException;
import java.net.InetAddress;

/** Redis as a JVM program: jedis-mock, which has no main method of its own. */
public final class RedisStandIn {
    private RedisStandIn() {}

    /** Serves at the port that is the only argument, at every address of the machine. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int port = Integer.parseInt(arguments[0]);
        RedisServer server = RedisServer.newRedisServer(port, InetAddress.getByName("0.0.0.0"))
                .start();
        System.out.println("Redis at " + server.getBindPort());
        Thread.currentThread().join(); // for ever, as its own threads may be daemons
    }
}
