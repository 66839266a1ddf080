package shop;

import static org.neo4j.configuration.GraphDatabaseSettings.DEFAULT_DATABASE_NAME;

import java.nio.file.Path;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Transaction;

/** A database of Neo4j with its Bolt server, into which goods are put and found again by Cypher. */
public final class Shop {
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(System.getProperty("neo4j.home", "/neo4j"));
        DatabaseManagementService service = new DatabaseManagementServiceBuilder(home)
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, new SocketAddress("0.0.0.0", 7687))
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown));
        GraphDatabaseService database = service.database(DEFAULT_DATABASE_NAME);
        for (int i = 0; i < 20; i++) {
            String colour = i % 3 == 0 ? "green" : "blue";
            database.executeTransactionally("CREATE (:Pot {number: %d, colour: '%s'})".formatted(i, colour));
        }
        try (Transaction transaction = database.beginTx()) {
            System.out.println("green: "
                    + transaction
                            .execute("MATCH (pot:Pot {colour: 'green'}) RETURN count(pot) AS count")
                            .next()
                            .get("count"));
        }
        Thread.sleep(Long.MAX_VALUE);
    }
}
