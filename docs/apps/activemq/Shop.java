package shop;

import jakarta.jms.Connection;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;

/** A broker of ActiveMQ, to which orders are sent over TCP and from which they are received. */
public final class Shop {
    public static void main(String[] arguments) throws Exception {
        BrokerService broker = new BrokerService();
        broker.setPersistent(false);
        broker.addConnector("tcp://0.0.0.0:61616");
        broker.start();
        broker.waitUntilStarted();
        try (Connection connection = new ActiveMQConnectionFactory("tcp://localhost:61616").createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Queue orders = session.createQueue("orders");
            for (int i = 0; i < 20; i++) {
                session.createProducer(orders).send(session.createTextMessage("pot " + i));
            }
            MessageConsumer consumer = session.createConsumer(orders);
            for (int i = 0; i < 19; i++) {
                consumer.receive();
            }
            System.out.println("last: " + ((TextMessage) consumer.receive()).getText());
        }
        broker.waitUntilStopped();
    }
}
