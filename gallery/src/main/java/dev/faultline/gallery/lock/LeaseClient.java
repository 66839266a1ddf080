package dev.faultline.gallery.lock;

import dev.faultline.workload.Client;
import dev.faultline.workload.ClientContext;
import dev.faultline.workload.LineClient;
import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds locks with leases, in lines of text. A lease counts from when the request was sent that was granted; a holder who is told
 * before its end that the lock is not his publishes {@code leases_kept} as false.
 *
 * <p>Settings: {@code port}; {@code lease}, its milliseconds; {@code renew}. With {@code renew = "lock"} a renewal is one of the lease;
 * with {@code "twice"} it is one, and another right after it, so that a lease that ended as it was renewed does not stay unseen.
 * With {@code "store"} it is a write, with the token, to what the lock protects: who was followed by another holder must not succeed with
 * that either. So that the store knows of each holder, an acquisition is then a read of it, too.
 */
public final class LeaseClient implements Client {
    private static final Reply.Fail REFUSED = new Reply.Fail("fail");

    /** What was granted, and until when its holder may rely on it. */
    private record Lease(long token, long endNanos) {}

    private final LineClient lines = new LineClient();
    private final Map<String, Lease> leases = new HashMap<>();
    private long leaseNanos;
    private boolean throughStore;
    private boolean twice;

    /** Makes one that is not connected. */
    public LeaseClient() {}

    @Override
    public boolean goThrough(String node) {
        return lines.goThrough(node);
    }

    @Override
    public Optional<String> target() {
        return lines.target();
    }

    @Override
    public Optional<String> answeredBy() {
        return lines.answeredBy();
    }

    @Override
    public void open(ClientContext context) throws IOException {
        leaseNanos = TimeUnit.MILLISECONDS.toNanos(context.number("lease"));
        throughStore = context.option("renew").equals("store");
        twice = context.option("renew").equals("twice");
        tell(true);
        lines.open(context);
    }

    @Override
    public Reply invoke(Request request) throws IOException {
        long sentNanos = System.nanoTime();
        return switch (request) {
            case Request.Call(String f, String key, Object _, boolean _)
            when f.equals("acquire") && key != null -> acquired(key, lines.invoke(request), sentNanos);
            case Request.Call(String f, String key, Object owner, boolean _)
            when f.equals("renew") && key != null && owner != null -> {
                Lease lease = leases.get(key);
                if (throughStore && lease != null) {
                    yield lines.invoke(new Request.Call("write", key, List.of(lease.token, owner), true));
                }
                Reply once = renewed(key, lines.invoke(request), sentNanos);
                yield twice && once.isOk() ? renewedAgain(key, request) : once;
            }
            case Request.Call(String f, String key, Object _, boolean _)
            when f.equals("release") && key != null -> released(key, lines.invoke(request));
            default -> throw request.unsupported();
        };
    }

    private Reply acquired(String key, Reply reply, long sentNanos) throws IOException {
        if (!(reply instanceof Reply.Ok(Long token))) {
            return reply;
        }
        leases.put(key, new Lease(token, sentNanos + leaseNanos));
        return throughStore
                        && !lines.invoke(new Request.Call("read", key, token, false))
                                .isOk()
                ? new Reply.Unknown("the store does not know the token " + token)
                : reply;
    }

    private Reply renewedAgain(String key, Request request) throws IOException {
        long sentNanos = System.nanoTime();
        return renewed(key, lines.invoke(request), sentNanos);
    }

    private Reply renewed(String key, Reply reply, long sentNanos) {
        Lease lease = leases.get(key);
        if (reply.isOk() && lease != null) {
            leases.put(key, new Lease(lease.token, sentNanos + leaseNanos));
        }
        lookAtEnd(lease, reply);
        return reply;
    }

    /** A release that nobody heard leaves the lock with its owner until the lease runs out: he goes on under another name. */
    private Reply released(String key, Reply reply) {
        lookAtEnd(leases.remove(key), reply);
        return reply instanceof Reply.Fail(String reason) && !reply.equals(REFUSED) ? new Reply.Unknown(reason) : reply;
    }

    private static void lookAtEnd(@Nullable Lease lease, Reply reply) {
        if (reply.equals(REFUSED) && lease != null && System.nanoTime() - lease.endNanos < 0) {
            tell(false);
        }
    }

    private static void tell(boolean kept) {
        System.out.println("faultline probe leases_kept " + kept);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
