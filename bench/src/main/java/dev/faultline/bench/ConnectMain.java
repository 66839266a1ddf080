package dev.faultline.bench;

import dev.faultline.workload.Client;
import dev.faultline.workload.ClientContext;
import java.util.List;
import java.util.Map;

/** What a client node runs that only connects: {@code CLIENT-CLASS NODES SESSION-MILLIS stay|leave}. */
public final class ConnectMain {
    /** What it prints when it is connected. */
    static final String CONNECTED = "connected";

    private ConnectMain() {}

    /** Connects, again and again until it works, says so, and stays or leaves. */
    public static void main(String[] arguments) throws Exception {
        ClientContext context = new ClientContext(
                0, List.of(arguments[1].split(",", -1)), List.of(), Map.of("sessionMillis", arguments[2]));
        connect(arguments[0], context);
        System.out.println(CONNECTED);
        if (arguments[3].equals("stay")) {
            Thread.sleep(Long.MAX_VALUE);
        }
        System.exit(0);
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // what went wrong on the way is for the node's output
    private static void connect(String className, ClientContext context) throws Exception {
        while (true) {
            Client client = Class.forName(className)
                    .asSubclass(Client.class)
                    .getConstructor()
                    .newInstance();
            try {
                client.open(context);
                return;
            } catch (Exception e) {
                e.printStackTrace();
                client.close();
                Thread.sleep(100);
            }
        }
    }
}
