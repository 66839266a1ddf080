package dev.faultline.examples.lock;

import dev.faultline.examples.raft.Machine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The state machine: who holds which lock, and what the locks protect. */
final class Locks implements Machine {
    private static final String LOCK = "lock ";
    private static final String VALUE = "value ";
    private static final String TOKENS = "tokens";

    private final Bug bug;
    private final Leases leases;
    private final Fenced fenced;
    private final TreeMap<String, Hold> holds = new TreeMap<>();
    private long tokens;

    Locks(Bug bug, int leaseMillis) {
        this.bug = bug;
        leases = new Leases(bug, leaseMillis);
        fenced = new Fenced(bug);
    }

    @Override
    public String requests() {
        return Request.OF_CLIENTS;
    }

    @Override
    public Kind kind(String request) {
        return Request.parse(request)
                .map(parsed -> switch (parsed) {
                    case Request.Owner _, Request.Read _ -> Kind.READ;
                    case Request.Expire _ -> Kind.UNKNOWN;
                    default -> Kind.CHANGE;
                })
                .orElse(Kind.UNKNOWN);
    }

    private static Request parsed(String text) {
        return Request.parse(text).orElseThrow(() -> new IllegalStateException("not of this machine: " + text));
    }

    @Override
    public String apply(String change) {
        return switch (parsed(change)) {
            case Request.Acquire(String key, String owner) -> acquire(key, owner);
            case Request.Renew(String key, String owner) -> said(renew(key, owner));
            case Request.Release(String key, String owner) -> said(release(key, owner));
            case Request.Expire(String key, long token, long renewals) -> said(expire(key, token, renewals));
            case Request.Write(String key, long token, String value) -> said(fenced.write(key, token, value));
            case Request.FencedRead(String key, long token) ->
                fenced.admits(key, token) ? "ok " + fenced.read(key) : "fail";
            case Request.Owner _, Request.Read _ -> throw new IllegalStateException("no change: " + change);
        };
    }

    private static String said(boolean done) {
        return done ? "ok" : "fail";
    }

    /** Who asks again gets the same grant again, and renews it: the first answer may have been lost. */
    private String acquire(String key, String owner) {
        Hold hold = holds.get(key);
        if (hold == null) {
            hold = new Hold(key, owner, ++tokens, 0);
        } else if (hold.owner().equals(owner)) {
            hold = hold.renewed();
        } else {
            return "fail";
        }
        holds.put(key, hold);
        return "ok " + hold.token();
    }

    private boolean renew(String key, String owner) {
        Hold hold = holds.get(key);
        if (hold != null && hold.owner().equals(owner)) {
            holds.put(key, hold.renewed());
            return true;
        }
        return bug == Bug.RENEW_UNCHECKED && hold != null;
    }

    private boolean release(String key, String owner) {
        Hold hold = holds.get(key);
        boolean own = hold != null && (hold.owner().equals(owner) || bug == Bug.RELEASE_UNCHECKED);
        return own && holds.remove(key, hold);
    }

    /** A renewal that stands before this in the log came in time, whatever the leader knew when it proposed this. */
    private boolean expire(String key, long token, long renewals) {
        Hold hold = holds.get(key);
        boolean meant =
                hold != null && hold.token() == token && (hold.renewals() == renewals || bug == Bug.EXPIRE_RENEWED);
        return meant && holds.remove(key, hold);
    }

    @Override
    public String answer(String read) {
        return switch (parsed(read)) {
            case Request.Owner(String key) -> {
                Hold hold = holds.get(key);
                yield hold == null ? "ok " + Fenced.NIL : "ok " + hold.owner() + " " + hold.token();
            }
            case Request.Read(String key) -> "ok " + fenced.read(key);
            default -> throw new IllegalStateException("no read: " + read);
        };
    }

    /** A replica that expired leases by itself would do so at another place of the log than the others. */
    @Override
    public List<String> tick(boolean leads) {
        if (bug == Bug.EXPIRE_LOCALLY) {
            leases.tick(true, holds.values()).forEach(hold -> holds.remove(hold.key()));
            return List.of();
        }
        return leases.tick(leads, holds.values()).stream()
                .map(hold -> new Request.Expire(hold.key(), hold.token(), hold.renewals()).toString())
                .toList();
    }

    @Override
    public Map<String, String> save() {
        Map<String, String> saved = new TreeMap<>();
        holds.forEach((key, hold) -> saved.put(LOCK + key, hold.saved()));
        fenced.save().forEach((key, text) -> saved.put(VALUE + key, text));
        saved.put(TOKENS, Long.toString(tokens));
        return saved;
    }

    @Override
    public void load(Map<String, String> saved) {
        // What was released since has to go, too: the snapshot does not name it.
        if (bug != Bug.SNAPSHOT_ADDS) {
            holds.clear();
        }
        under(LOCK, saved).forEach((key, text) -> holds.put(key, Hold.of(key, text)));
        fenced.load(under(VALUE, saved));
        tokens = bug == Bug.TOKENS_NOT_SAVED
                ? holds.values().stream().mapToLong(Hold::token).max().orElse(0)
                : Long.parseLong(saved.getOrDefault(TOKENS, "0"));
    }

    private static Map<String, String> under(String prefix, Map<String, String> saved) {
        Map<String, String> found = new TreeMap<>();
        saved.forEach((name, text) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), text);
            }
        });
        return found;
    }
}
