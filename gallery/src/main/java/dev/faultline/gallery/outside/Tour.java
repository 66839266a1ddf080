package dev.faultline.gallery.outside;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Hashtable;
import javax.naming.NamingException;
import javax.naming.directory.BasicAttributes;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/**
 * Uses one service of the outside world after the other, writing something and reading it back, and prints a line for
 * each. The services are at hosts that are called after them.
 */
public final class Tour {
    private static final int TRIES = 30;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** A visit to a service. */
    private interface Visit {
        String go() throws IOException, InterruptedException, SQLException, NamingException;
    }

    private Tour() {}

    /** Visits all, and one of them again and again. */
    public static void main(String[] arguments) throws InterruptedException {
        visit("redis", Tour::redis);
        visit("sql", Tour::sql);
        visit("mongo", () -> MongoVisit.go("mongo", 27017));
        visit("http", Tour::http);
        visit("sqs", Tour::queue);
        visit("ldap", Tour::directory);
        visit("mail", Tour::mail);
        visit("zookeeper", Tour::zookeeper);
        System.out.println("seen all");
        while (true) {
            Thread.sleep(10_000);
            visit("redis", Tour::redis);
        }
    }

    /** A service takes a while to start. */
    private static void visit(String name, Visit visit) throws InterruptedException {
        for (int i = 1; ; i++) {
            try {
                System.out.println(name + ": " + visit.go());
                return;
            } catch (IOException | SQLException | NamingException e) {
                if (i == TRIES) {
                    System.out.println(name + " failed: " + e);
                    return;
                }
                Thread.sleep(1_000);
            }
        }
    }

    private static String redis() throws IOException {
        try (Talk talk = new Talk("redis", 6379)) {
            talk.say(command("SET", "color", "green"));
            String set = talk.hear();
            talk.say(command("GET", "color"));
            return set + " " + talk.hear() + " " + talk.hear();
        }
    }

    /** Returns a command as Redis clients write it: how many words, and each after its length. */
    private static String command(String... words) {
        StringBuilder text = new StringBuilder("*" + words.length);
        for (String word : words) {
            text.append("\r\n$").append(word.length()).append("\r\n").append(word);
        }
        return text.toString();
    }

    private static String sql() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:h2:tcp://sql:9092/shop;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE", "sa", "sa");
                Statement statement = connection.createStatement()) {
            statement.execute("create table item(id serial primary key, name varchar(20))");
            statement.execute("insert into item(name) values ('cup'), ('pot')");
            try (ResultSet rows = statement.executeQuery("select count(*), max(name) from item")) {
                return rows.next() ? rows.getInt(1) + " " + rows.getString(2) : "no rows";
            }
        }
    }

    private static String http() throws IOException, InterruptedException {
        String stub = "{\"request\":{\"method\":\"GET\",\"url\":\"/price\"},\"response\":{\"body\":\"7\"}}";
        String made = send(HttpRequest.newBuilder(URI.create("http://http:8080/__admin/mappings"))
                .POST(HttpRequest.BodyPublishers.ofString(stub)));
        return (made.contains("/price") ? "made " : made)
                + send(HttpRequest.newBuilder(URI.create("http://http:8080/price")));
    }

    private static String queue() throws IOException, InterruptedException {
        String made = sqs("/", "Action=CreateQueue&QueueName=orders");
        String sent = sqs("/000000000000/orders", "Action=SendMessage&MessageBody=" + encoded("two cups"));
        String received = sqs("/000000000000/orders", "Action=ReceiveMessage");
        return made.contains("orders") + " " + sent.contains("MessageId") + " " + received.contains("two cups");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String sqs(String path, String form) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create("http://sqs:9324" + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    @SuppressWarnings({"BanJNDI", "JdkObsolete"}) // JNDI is how a program of the JDK alone speaks LDAP
    private static String directory() throws NamingException {
        Hashtable<String, String> settings = new Hashtable<>();
        settings.put("java.naming.factory.initial", "com.sun.jndi.ldap.LdapCtxFactory");
        settings.put("java.naming.provider.url", "ldap://ldap:1389");
        DirContext context = new InitialDirContext(settings);
        try {
            BasicAttributes person = new BasicAttributes("objectClass", "person");
            person.put("sn", "Lovelace");
            context.createSubcontext("cn=ada,dc=shop", person).close();
            return String.valueOf(context.getAttributes("cn=ada,dc=shop").get("sn"));
        } finally {
            context.close();
        }
    }

    private static String mail() throws IOException {
        try (Talk talk = new Talk("mail", 3025)) {
            String greeting = talk.hear().substring(0, 3);
            for (String line : new String[] {"HELO shop", "MAIL FROM:<shop@shop>", "RCPT TO:<ada@shop>", "DATA"}) {
                talk.say(line);
                greeting += " " + talk.hear().substring(0, 3);
            }
            talk.say("Subject: cups\r\n\r\nThey are here.\r\n.");
            return greeting + " " + talk.hear().substring(0, 3);
        }
    }

    private static String zookeeper() throws IOException {
        try (Talk talk = new Talk("zookeeper", 2181)) {
            talk.say("srvr");
            return talk.hear().startsWith("Zookeeper version: ") ? "serves" : "silent";
        }
    }
}
