package shop;

import org.infinispan.Cache;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.server.hotrod.HotRodServer;
import org.infinispan.server.hotrod.configuration.HotRodServerConfigurationBuilder;

/** A member of a cluster with a distributed cache and a server for clients; each puts goods and counts those of all. */
public final class Shop {
    /** @param arguments the name of this node */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("jgroups.bind.address", arguments[0]);
        GlobalConfigurationBuilder global = GlobalConfigurationBuilder.defaultClusteredBuilder();
        global.transport().nodeName(arguments[0]);
        DefaultCacheManager caches = new DefaultCacheManager(global.build());
        caches.defineConfiguration(
                "goods",
                new ConfigurationBuilder()
                        .clustering()
                        .cacheMode(CacheMode.DIST_SYNC)
                        .build());
        HotRodServer server = new HotRodServer();
        server.start(
                new HotRodServerConfigurationBuilder().host("0.0.0.0").port(11222).build(), caches);
        Cache<String, String> goods = caches.getCache("goods");
        for (int i = 0; i < 20; i++) {
            goods.put(arguments[0] + " pot " + i, "green");
            Thread.sleep(500);
        }
        System.out.println(goods.size() + " of " + caches.getMembers());
        Thread.sleep(Long.MAX_VALUE);
    }
}
