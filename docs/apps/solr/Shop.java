package shop;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.solr.client.solrj.SolrClient;
import org.apache.solr.client.solrj.SolrQuery;
import org.apache.solr.common.SolrInputDocument;
import org.apache.solr.embedded.JettyConfig;
import org.apache.solr.embedded.JettySolrRunner;

/** A server of Solr with one core, into which goods are put over HTTP and found again. */
public final class Shop {
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(System.getProperty("solr.home", "/solr"));
        Path core = Files.createDirectories(home.resolve("goods/conf"));
        Files.writeString(home.resolve("solr.xml"), "<solr/>");
        Files.writeString(home.resolve("goods/core.properties"), "name=goods\n");
        Files.writeString(core.resolve("solrconfig.xml"), """
                <config>
                  <luceneMatchVersion>9.12</luceneMatchVersion>
                  <schemaFactory class="ClassicIndexSchemaFactory"/>
                  <updateHandler class="solr.DirectUpdateHandler2"><updateLog/></updateHandler>
                  <requestHandler name="/select" class="solr.SearchHandler"/>
                </config>
                """);
        Files.writeString(core.resolve("schema.xml"), """
                <schema name="goods" version="1.6">
                  <uniqueKey>id</uniqueKey>
                  <fieldType name="string" class="solr.StrField"/>
                  <fieldType name="long" class="solr.LongPointField" docValues="true"/>
                  <field name="id" type="string" indexed="true" stored="true"/>
                  <field name="colour" type="string" indexed="true" stored="true"/>
                  <field name="_version_" type="long" indexed="false" stored="false"/>
                </schema>
                """);
        JettySolrRunner server = new JettySolrRunner(
                home.toString(), JettyConfig.builder().setPort(8983).build());
        server.start();
        try (SolrClient client = server.newClient()) {
            for (int i = 0; i < 20; i++) {
                SolrInputDocument pot = new SolrInputDocument();
                pot.addField("id", "pot " + i);
                pot.addField("colour", i % 3 == 0 ? "green" : "blue");
                client.add("goods", pot);
            }
            client.commit("goods");
            System.out.println("green: "
                    + client.query("goods", new SolrQuery("colour:green")).getResults().getNumFound());
        }
        Thread.sleep(Long.MAX_VALUE);
    }
}
