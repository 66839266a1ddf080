package dev.faultline.gallery.h2;

import dev.faultline.workload.Client;
import dev.faultline.workload.ClientContext;
import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Each key is a row; each request a transaction.
 *
 * <p>The setting {@code commit} says when a transaction counts as committed: {@code plain} when {@code COMMIT} returns,
 * which is before H2 has written and synced it; {@code checkpoint} after a {@code CHECKPOINT SYNC} besides.
 */
public final class H2Client implements Client {
    private @Nullable Connection connection;
    private String node = "";
    private boolean chosen;
    private boolean checkpoints;

    /** Creates a client that is not connected. */
    public H2Client() {}

    @Override
    public boolean goThrough(String only) {
        node = only;
        chosen = true;
        return true;
    }

    @Override
    public Optional<String> target() {
        return Optional.of(node);
    }

    /** What {@link #invoke} returned, and did not throw, has come from the server. */
    @Override
    public Optional<String> answeredBy() {
        return Optional.of(node);
    }

    @Override
    public void open(ClientContext context) throws SQLException {
        checkpoints = context.option("commit").equals("checkpoint");
        if (!chosen) {
            node = context.nodes().getFirst();
        }
        int timeoutMillis = context.operationTimeoutMillis();
        // Opening takes several replies; without the limit in the URL, the driver would wait for each for ever.
        String url = "jdbc:h2:tcp://" + node + ":9092/" + context.option("url") + ";NETWORK_TIMEOUT=" + timeoutMillis;
        DriverManager.setLoginTimeout(Math.max(1, timeoutMillis / 1000));
        Connection opening = DriverManager.getConnection(url, "sa", "");
        connection = opening;
        opening.setNetworkTimeout(Runnable::run, timeoutMillis);
        opening.setAutoCommit(false);
        try (Statement statement = opening.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS registers (name VARCHAR PRIMARY KEY, content VARCHAR)");
        }
        opening.commit();
    }

    @Override
    public Reply invoke(Request request) throws SQLException {
        Connection open = connection;
        if (open == null) {
            throw new IllegalStateException("not open");
        }
        return switch (request) {
            case Request.Read(String key) -> new Reply.Ok(read(open, key));
            case Request.Write(String key, String value) -> {
                change(open, "MERGE INTO registers (name, content) KEY (name) VALUES (?, ?)", key, value);
                commit(open);
                yield Reply.ok();
            }
            case Request.Cas(String key, String expected, String value) -> {
                int changed = change(
                        open, "UPDATE registers SET content = ? WHERE name = ? AND content = ?", value, key, expected);
                commit(open);
                yield changed == 1 ? Reply.ok() : new Reply.Fail("found another value");
            }
            default -> throw request.unsupported();
        };
    }

    private static @Nullable String read(Connection open, String key) throws SQLException {
        try (PreparedStatement query = open.prepareStatement("SELECT content FROM registers WHERE name = ?")) {
            query.setString(1, key);
            try (ResultSet rows = query.executeQuery()) {
                String found = rows.next() ? rows.getString(1) : null;
                open.commit();
                return found;
            }
        }
    }

    private static int change(Connection open, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = open.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private void commit(Connection open) throws SQLException {
        open.commit();
        if (checkpoints) {
            try (Statement statement = open.createStatement()) {
                statement.execute("CHECKPOINT SYNC");
            }
        }
    }

    @Override
    public void close() throws SQLException {
        Connection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }
}
