package shop;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;

/** A member of a cluster that the first node founds; each prints whom it sees come and go. */
public final class Shop extends AbstractActor {
    private final Cluster cluster = Cluster.get(getContext().getSystem());

    @Override
    public void preStart() {
        cluster.subscribe(getSelf(), ClusterEvent.initialStateAsEvents(), MemberEvent.class);
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(MemberEvent.class, event -> System.out.println(
                        event.member().address() + " is " + event.member().status()))
                .build();
    }

    /** @param arguments the name of this node and the name of the one that founds the cluster */
    public static void main(String[] arguments) {
        Config config = ConfigFactory.parseString("""
                pekko.actor.provider = cluster
                pekko.remote.artery.canonical { hostname = %s, port = 2551 }
                pekko.cluster.seed-nodes = ["pekko://shop@%s:2551"]
                """.formatted(arguments[0], arguments[1])).withFallback(ConfigFactory.load());
        ActorSystem.create("shop", config).actorOf(Props.create(Shop.class), "members");
    }
}
