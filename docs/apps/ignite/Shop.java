package shop;

import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.Ignition;
import org.apache.ignite.configuration.IgniteConfiguration;

/** A member of a cluster of Ignite; each puts goods into a distributed cache and counts those of all. */
public final class Shop {
    /** @param arguments the name of this node */
    public static void main(String[] arguments) throws Exception {
        IgniteConfiguration settings = new IgniteConfiguration()
                .setIgniteInstanceName(arguments[0])
                .setConsistentId(arguments[0])
                .setLocalHost(arguments[0])
                .setWorkDirectory(System.getProperty("java.io.tmpdir") + "/ignite");
        Ignite ignite = Ignition.start(settings);
        IgniteCache<String, String> goods = ignite.getOrCreateCache("goods");
        for (int i = 0; i < 20; i++) {
            goods.put(arguments[0] + " pot " + i, "green");
            Thread.sleep(500);
        }
        System.out.println(goods.size() + " of " + ignite.cluster().nodes().size() + " nodes");
        Thread.sleep(Long.MAX_VALUE);
    }
}
