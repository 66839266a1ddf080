package dev.faultline.gallery.h2;

import dev.faultline.workload.Client;
import dev.faultline.workload.ClientContext;
import dev.faultline.workload.MicroOperation;
import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Transactions over lists: a list is a row with numbers and blanks. Settings: those of {@link Database}, and {@code
 * isolation}, the words of SQL for the level that the transactions run at.
 */
public final class H2TransactionClient implements Client {
    private @Nullable Database database;

    /** Makes one that is not connected. */
    public H2TransactionClient() {}

    @Override
    public void open(ClientContext context) throws SQLException {
        database = Database.open(context, context.nodes().getFirst());
        database.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL " + context.option("isolation"));
    }

    @Override
    public Reply invoke(Request request) throws SQLException {
        if (!(request instanceof Request.Transaction(String _, List<MicroOperation> steps))) {
            throw request.unsupported();
        }
        Database open = Objects.requireNonNull(database);
        List<MicroOperation> done = new ArrayList<>();
        try {
            for (MicroOperation step : steps) {
                done.add(carriedOut(open, step));
            }
        } catch (SQLException e) {
            open.rollback();
            return new Reply.Fail(String.valueOf(e.getMessage()));
        }
        open.commit();
        return Reply.ok(done);
    }

    private static MicroOperation carriedOut(Database open, MicroOperation step) throws SQLException {
        if (step.isRead()) {
            String found = open.content(step.key());
            return step.answered(
                    found == null
                            ? null
                            : Stream.of(found.split(" ")).map(Long::valueOf).toList());
        }
        String value = String.valueOf(step.value());
        if (open.change("UPDATE registers SET content = content || ' ' || ? WHERE name = ?", value, step.key()) == 0) {
            open.change("INSERT INTO registers (name, content) VALUES (?, ?)", step.key(), value);
        }
        return step;
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
