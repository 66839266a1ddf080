package shop;

import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;
import java.nio.file.Path;

/** Indexes 600 goods on the node's disk, looks for those in green, and goes on until it is ended. */
public final class Shop {
    public static void main(String[] arguments) throws Exception {
        try (FSDirectory directory = FSDirectory.open(Path.of("/goods"))) {
            try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()))) {
                for (int i = 0; i < 600; i++) {
                    Document goods = new Document();
                    goods.add(new TextField("text", "pot " + i + (i % 3 == 0 ? " green" : " blue"), Field.Store.YES));
                    writer.addDocument(goods);
                }
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                System.out.println("green: " + new IndexSearcher(reader).count(new TermQuery(new Term("text", "green"))));
            }
        }
        Thread.sleep(Long.MAX_VALUE);
    }
}
