package dev.faultline.gallery.h2;

import dev.faultline.workload.Client;
import dev.faultline.workload.ClientContext;
import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Registers: each key is a row, each request a transaction. Settings: those of {@link Database}. */
public final class H2Client implements Client {
    private @Nullable Database database;
    private @Nullable String node;

    /** Makes one that is not connected. */
    public H2Client() {}

    @Override
    public boolean goThrough(String only) {
        node = only;
        return true;
    }

    @Override
    public Optional<String> target() {
        return Optional.ofNullable(node);
    }

    /** What {@link #invoke} returned, and did not throw, has come from the server. */
    @Override
    public Optional<String> answeredBy() {
        return Optional.ofNullable(node);
    }

    @Override
    public void open(ClientContext context) throws SQLException {
        node = Objects.requireNonNullElse(node, context.nodes().getFirst());
        database = Database.open(context, node);
    }

    @Override
    public Reply invoke(Request request) throws SQLException {
        Database open = Objects.requireNonNull(database);
        return switch (request) {
            case Request.Read(String key) -> Reply.ok(open.contentAlone(key));
            case Request.Write(String key, String value) -> {
                open.change("MERGE INTO registers (name, content) KEY (name) VALUES (?, ?)", key, value);
                open.commit();
                yield Reply.ok();
            }
            case Request.Cas(String key, String expected, String value) -> {
                int changed = open.change(
                        "UPDATE registers SET content = ? WHERE name = ? AND content = ?", value, key, expected);
                open.commit();
                yield changed == 1 ? Reply.ok() : new Reply.Fail("found another value");
            }
            default -> throw request.unsupported();
        };
    }

    @Override
    public void close() throws SQLException {
        Database open = database;
        database = null;
        if (open != null) {
            open.close();
        }
    }
}
