package dev.faultline.gallery.h2;

import dev.faultline.workload.ClientContext;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the table {@code registers}, which has a text for each name.
 *
 * <p>The setting {@code commit} says when a transaction counts as committed: {@code plain} when {@code COMMIT} returns,
 * which is before H2 has written and synced it; {@code checkpoint} after a {@code CHECKPOINT SYNC} besides. {@code url} is
 * the database, as in a JDBC URL behind the port.
 */
final class Database implements AutoCloseable {
    private final Connection connection;
    private final boolean checkpoints;

    private Database(Connection connection, boolean checkpoints) {
        this.connection = connection;
        this.checkpoints = checkpoints;
    }

    /** Connects to a node; the table is there afterwards. */
    static Database open(ClientContext context, String node) throws SQLException {
        int timeoutMillis = context.operationTimeoutMillis();
        // Opening takes several replies; without the limit in the URL, the driver would wait for each for ever.
        String url = "jdbc:h2:tcp://" + node + ":9092/" + context.option("url") + ";NETWORK_TIMEOUT=" + timeoutMillis;
        DriverManager.setLoginTimeout(Math.max(1, timeoutMillis / 1000));
        Database database = new Database(
                DriverManager.getConnection(url, "sa", ""),
                context.option("commit").equals("checkpoint"));
        try {
            database.connection.setNetworkTimeout(Runnable::run, timeoutMillis);
            database.connection.setAutoCommit(false);
            database.execute("CREATE TABLE IF NOT EXISTS registers (name VARCHAR PRIMARY KEY, content VARCHAR)");
            database.connection.commit();
            return database;
        } catch (SQLException e) {
            database.connection.close();
            throw e;
        }
    }

    /** Carries out a statement without parameters. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns what a name has; null if it has nothing. */
    @Nullable
    String content(String name) throws SQLException {
        return content(name, false);
    }

    /** The same as a transaction of its own. */
    @Nullable
    String contentAlone(String name) throws SQLException {
        return content(name, true);
    }

    private @Nullable String content(String name, boolean alone) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT content FROM registers WHERE name = ?")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                String found = rows.next() ? rows.getString(1) : null;
                if (alone) {
                    connection.commit();
                }
                return found;
            }
        }
    }

    /** Returns how many rows a statement with these parameters has changed. */
    int change(String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }

    /** Commits, as the setting says. */
    void commit() throws SQLException {
        connection.commit();
        if (checkpoints) {
            execute("CHECKPOINT SYNC");
        }
    }

    /** Takes back what the transaction has done so far. */
    void rollback() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
