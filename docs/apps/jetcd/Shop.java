package shop;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Counts what is sold in a stand-in for etcd, by etcd's own client, and watches the count. */
public final class Shop {
    private static final int PORT = 2379;

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }

    /** @param arguments the name of this node and the name of the one that is etcd */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals(arguments[1])) {
            new Etcd().serve(PORT);
            return;
        }
        Client client = Client.builder().endpoints("http://" + arguments[1] + ":" + PORT).build();
        ByteSequence sold = bytes(arguments[0] + "/sold");
        CountDownLatch seen = new CountDownLatch(10); // at least: what was sold before the watch began is not shown
        client.getWatchClient().watch(sold, change -> change.getEvents().forEach(event -> seen.countDown()));
        for (int i = 0; i < 20; i++) {
            client.getKVClient().put(sold, bytes("pot " + i)).get();
            Thread.sleep(100);
        }
        seen.await();
        System.out.println(
                client.getKVClient().get(sold).get().getKvs().getFirst().getValue());
        Thread.sleep(Long.MAX_VALUE);
    }
}
