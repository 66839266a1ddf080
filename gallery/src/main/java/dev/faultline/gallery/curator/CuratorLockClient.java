package dev.faultline.gallery.curator;

import dev.faultline.workload.Client;
import dev.faultline.workload.ClientContext;
import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** Holds a lock of Curator's recipe. Its token is the transaction of ZooKeeper that made the node of its holder. */
public final class CuratorLockClient implements Client {
    private static final int RETRY_MILLIS = 100;

    private @Nullable CuratorFramework curator;
    private @Nullable Mutex held;
    private int timeoutMillis;

    /** The recipe, which keeps to itself where its node is. */
    private static final class Mutex extends InterProcessMutex {
        Mutex(CuratorFramework curator, String key) {
            super(curator, "/locks/" + key);
        }

        /** Returns what is known of the node of the holder; null if it has gone with the session. */
        @Nullable
        Stat node(CuratorFramework curator) throws Exception {
            return curator.checkExists().forPath(getLockPath());
        }
    }

    /** Makes one that is not connected. */
    public CuratorLockClient() {}

    @Override
    public void open(ClientContext context) throws IOException, InterruptedException {
        timeoutMillis = context.operationTimeoutMillis();
        String servers = context.nodes().stream().map(node -> node + ":2181").collect(Collectors.joining(","));
        CuratorFramework opening = CuratorFrameworkFactory.newClient(
                servers, context.number("sessionMillis"), timeoutMillis, new RetryOneTime(RETRY_MILLIS));
        curator = opening;
        opening.start();
        if (!opening.blockUntilConnected(timeoutMillis, TimeUnit.MILLISECONDS)) {
            throw new IOException("no server answered within " + timeoutMillis + " ms");
        }
    }

    @Override
    public Reply invoke(Request request) throws Exception {
        CuratorFramework open = Objects.requireNonNull(curator);
        return switch (request) {
            case Request.Call(String f, String key, Object _, boolean _)
            when f.equals("acquire") && key != null -> acquire(open, new Mutex(open, key));
            case Request.Call(String f, String _, Object _, boolean _) when f.equals("release") -> release(open, held);
            default -> throw request.unsupported();
        };
    }

    private Reply acquire(CuratorFramework open, Mutex mutex) throws Exception {
        if (!mutex.acquire(timeoutMillis / 2, TimeUnit.MILLISECONDS)) {
            return new Reply.Fail("another one has it");
        }
        held = mutex;
        return Reply.ok(Objects.requireNonNull(mutex.node(open)).getCzxid()); // else it is unknown
    }

    private Reply release(CuratorFramework open, @Nullable Mutex mutex) throws Exception {
        if (mutex == null || mutex.node(open) == null) {
            return new Reply.Fail("it ended with the session");
        }
        mutex.release();
        held = null;
        return Reply.ok();
    }

    @Override
    public void close() {
        held = null;
        if (curator != null) {
            curator.close();
        }
    }
}
