package dev.faultline.zookeeper;

import dev.faultline.workload.Client;
import dev.faultline.workload.ClientContext;
import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * One register a znode: {@code /KEY} holds the value.
 *
 * <p>How it reads is an option of the experiment, {@code reads}, for ZooKeeper leaves the choice to its users:
 *
 * <ul>
 *   <li>{@code quorum}: a write of this client's own znode goes before the read. A session's requests are carried out in
 *       order, so the read sees everything that was committed before that write: linearizable.
 *   <li>{@code sync}: {@code sync()} goes before the read. The leader answers it without asking a quorum, so a deposed
 *       leader that does not know it yet may answer: nearly linearizable.
 *   <li>{@code local}: a plain read, from the server at hand, as stale as that server is.
 * </ul>
 */
public final class ZooKeeperClient implements Client {
    private static final byte[] NOTHING = {};

    private @Nullable Session session;
    private Optional<String> chosen = Optional.empty();
    private Optional<String> answeredBy = Optional.empty();
    private ReadMode reads = ReadMode.QUORUM;
    private String ownPath = "";

    private enum ReadMode {
        QUORUM,
        SYNC,
        LOCAL
    }

    /** Creates a client that is not connected. */
    public ZooKeeperClient() {}

    /** A session that tells which server it is at. */
    @SuppressWarnings("try") // its close() can be interrupted, as that of ZooKeeper
    private static final class Session extends ZooKeeper {
        Session(String connectString, int timeoutMillis, Watcher watcher) throws IOException {
            super(connectString, timeoutMillis, watcher);
        }

        Optional<String> server() {
            return testableRemoteSocketAddress() instanceof InetSocketAddress address
                    ? Optional.of(address.getHostString())
                    : Optional.empty();
        }
    }

    @Override
    public boolean goThrough(String node) {
        chosen = Optional.of(node);
        return true;
    }

    @Override
    public Optional<String> target() {
        Session open = session;
        return open == null ? Optional.empty() : open.server();
    }

    @Override
    public Optional<String> answeredBy() {
        return answeredBy;
    }

    @Override
    public void open(ClientContext context) throws IOException, InterruptedException, KeeperException {
        reads = ReadMode.valueOf(
                context.options().getOrDefault("reads", "quorum").toUpperCase(java.util.Locale.ROOT));
        ownPath = "/client-" + context.number();
        int sessionMillis = Integer.parseInt(context.options().getOrDefault("sessionMillis", "6000"));
        CountDownLatch connected = new CountDownLatch(1);
        Session opening = new Session(connectString(context), sessionMillis, event -> {
            if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        try {
            if (!connected.await(sessionMillis, TimeUnit.MILLISECONDS)) {
                throw new IOException("no server answered within " + sessionMillis + " ms");
            }
            ensure(opening, ownPath, NOTHING);
            session = opening;
        } finally {
            if (session == null) {
                opening.close();
            }
        }
    }

    /** Each client lists the servers from another start, so that all servers have clients; or the one that was chosen. */
    private String connectString(ClientContext context) {
        if (chosen.isPresent()) {
            return chosen.get() + ":2181";
        }
        StringBuilder text = new StringBuilder();
        int servers = context.nodes().size();
        for (int i = 0; i < servers; i++) {
            text.append(i == 0 ? "" : ",")
                    .append(context.nodes().get((context.number() + i) % servers))
                    .append(":2181");
        }
        return text.toString();
    }

    @Override
    public Reply invoke(Request request) throws InterruptedException, KeeperException {
        answeredBy = Optional.empty();
        Session zookeeper = session;
        if (zookeeper == null) {
            throw new IllegalStateException("not open");
        }
        Reply reply = invoke(zookeeper, request);
        answeredBy = zookeeper.server();
        return reply;
    }

    private Reply invoke(ZooKeeper zookeeper, Request request) throws InterruptedException, KeeperException {
        String path = "/" + request.key();
        try {
            return switch (request) {
                case Request.Read read -> read(zookeeper, path);
                case Request.Write write -> write(zookeeper, path, bytes(write.value()));
                case Request.Cas cas -> cas(zookeeper, path, cas);
                default -> throw request.unsupported();
            };
        } catch (KeeperException.SessionExpiredException e) {
            throw e; // a session that has expired is of no more use
        } catch (KeeperException e) {
            return switch (e.code()) {
                case BADVERSION, NONODE, NODEEXISTS -> new Reply.Fail(e.code().toString());
                default -> new Reply.Unknown(e.code().toString());
            };
        }
    }

    private Reply read(ZooKeeper zookeeper, String path) throws KeeperException, InterruptedException {
        switch (reads) {
            case QUORUM -> zookeeper.setData(ownPath, NOTHING, -1);
            case SYNC -> sync(zookeeper, path);
            case LOCAL -> {}
        }
        try {
            return new Reply.Ok(text(zookeeper.getData(path, false, null)));
        } catch (KeeperException.NoNodeException e) {
            return new Reply.Ok(null);
        }
    }

    private static Reply write(ZooKeeper zookeeper, String path, byte[] value)
            throws KeeperException, InterruptedException {
        try {
            zookeeper.setData(path, value, -1);
            return Reply.ok();
        } catch (KeeperException.NoNodeException e) {
            try {
                zookeeper.create(path, value, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
                return Reply.ok();
            } catch (KeeperException.NodeExistsException other) {
                zookeeper.setData(path, value, -1);
                return Reply.ok();
            }
        }
    }

    private static Reply cas(ZooKeeper zookeeper, String path, Request.Cas cas)
            throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        String found = text(zookeeper.getData(path, false, stat));
        if (!found.equals(cas.expected())) {
            return new Reply.Fail("found " + found);
        }
        zookeeper.setData(path, bytes(cas.value()), stat.getVersion());
        return Reply.ok();
    }

    private static void sync(ZooKeeper zookeeper, String path) throws KeeperException, InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        int[] result = new int[1];
        AsyncCallback.VoidCallback callback = (code, syncedPath, context) -> {
            result[0] = code;
            done.countDown();
        };
        zookeeper.sync(path, callback, null);
        done.await();
        if (result[0] != 0) {
            throw KeeperException.create(KeeperException.Code.get(result[0]), path);
        }
    }

    private static void ensure(ZooKeeper zookeeper, String path, byte[] value)
            throws KeeperException, InterruptedException {
        try {
            zookeeper.create(path, value, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        } catch (KeeperException.NodeExistsException e) {
            // As it should be.
        }
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws InterruptedException {
        ZooKeeper open = session;
        session = null;
        if (open != null) {
            open.close();
        }
    }
}
