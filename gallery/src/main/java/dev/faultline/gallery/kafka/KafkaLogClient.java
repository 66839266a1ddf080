package dev.faultline.gallery.kafka;

import dev.faultline.workload.Client;
import dev.faultline.workload.ClientContext;
import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends each record by itself and waits until it is acknowledged; polls as a member of the one group, and commits what a
 * poll brought when the next begins, that is when it has been written down.
 *
 * <p>Settings: {@code acks}, {@code replication} and {@code min-insync}, as Kafka calls them; {@code group-protocol},
 * {@code classic} or {@code consumer}; {@code compression}.
 */
public final class KafkaLogClient implements Client {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final String GROUP = "clients";

    private Duration timeout = Duration.ZERO;
    private Map<String, Object> common = Map.of();
    private @Nullable KafkaProducer<String, String> producer;
    private @Nullable KafkaConsumer<String, String> consumer;

    /** Creates a client that is not connected. */
    public KafkaLogClient() {}

    @Override
    public void open(ClientContext context) throws InterruptedException, ExecutionException, TimeoutException {
        int timeoutMillis = context.operationTimeoutMillis();
        timeout = Duration.ofMillis(timeoutMillis);
        common = Map.of(
                "bootstrap.servers",
                context.nodes().stream().map(node -> node + ":9092").collect(Collectors.joining(",")),
                "request.timeout.ms",
                Math.max(1, timeoutMillis / 2),
                "default.api.timeout.ms",
                timeoutMillis);
        createTopics(context);
        Map<String, Object> sending = new HashMap<>(common);
        sending.remove("default.api.timeout.ms");
        sending.put(ProducerConfig.ACKS_CONFIG, context.option("acks"));
        sending.put(
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, context.option("acks").equals("all"));
        sending.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeoutMillis);
        sending.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeoutMillis);
        sending.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, context.option("compression"));
        producer = new KafkaProducer<>(sending, new StringSerializer(), new StringSerializer());
        Map<String, Object> receiving = receiving();
        receiving.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        receiving.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, context.option("group-protocol"));
        KafkaConsumer<String, String> member =
                new KafkaConsumer<>(receiving, new StringDeserializer(), new StringDeserializer());
        consumer = member;
        member.subscribe(context.keys());
    }

    private void createTopics(ClientContext context) throws InterruptedException, ExecutionException, TimeoutException {
        List<NewTopic> topics = context.keys().stream()
                .map(key -> new NewTopic(key, 1, (short) context.number("replication"))
                        .configs(Map.of("min.insync.replicas", context.option("min-insync"))))
                .toList();
        try (Admin admin = Admin.create(new HashMap<>(common))) {
            for (var created : admin.createTopics(topics).values().values()) {
                try {
                    created.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        }
    }

    private Map<String, Object> receiving() {
        Map<String, Object> receiving = new HashMap<>(common);
        receiving.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        receiving.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return receiving;
    }

    @Override
    public Reply invoke(Request request) throws InterruptedException {
        return switch (request) {
            case Request.Send(String key, String value) -> send(key, value);
            case Request.Poll() -> poll();
            case Request.Read(String key) -> read(key);
            default -> throw request.unsupported();
        };
    }

    private Reply send(String key, String value) throws InterruptedException {
        KafkaProducer<String, String> open = producer;
        if (open == null) {
            throw new IllegalStateException("not open");
        }
        try {
            RecordMetadata metadata =
                    open.send(new ProducerRecord<>(key, value)).get();
            return metadata.hasOffset()
                    ? new Reply.Records(List.of(new Reply.LogRecord(key, metadata.offset(), value)))
                    : Reply.ok();
        } catch (ExecutionException e) {
            return new Reply.Unknown(String.valueOf(e.getCause()));
        }
    }

    private Reply poll() {
        KafkaConsumer<String, String> open = consumer;
        if (open == null) {
            throw new IllegalStateException("not open");
        }
        try {
            open.commitSync();
        } catch (KafkaException e) {
            // The group has moved on; whoever has the partition now gets the same records again.
        }
        return new Reply.Records(records(open.poll(POLL)));
    }

    private Reply read(String key) {
        TopicPartition partition = new TopicPartition(key, 0);
        List<TopicPartition> only = List.of(partition);
        try (KafkaConsumer<String, String> reader =
                new KafkaConsumer<>(receiving(), new StringDeserializer(), new StringDeserializer())) {
            reader.assign(only);
            reader.seekToBeginning(only);
            long end = reader.endOffsets(only).getOrDefault(partition, 0L);
            List<Reply.LogRecord> all = new ArrayList<>();
            while (reader.position(partition) < end) {
                all.addAll(records(reader.poll(POLL)));
            }
            return new Reply.Records(all);
        }
    }

    private static List<Reply.LogRecord> records(ConsumerRecords<String, String> batch) {
        List<Reply.LogRecord> records = new ArrayList<>();
        for (ConsumerRecord<String, String> record : batch) {
            records.add(new Reply.LogRecord(record.topic(), record.offset(), record.value()));
        }
        return records;
    }

    @Override
    public void close() {
        try (KafkaProducer<String, String> sending = producer;
                KafkaConsumer<String, String> receiving = consumer) {
            producer = null;
            consumer = null;
            if (sending != null) {
                sending.close(Duration.ZERO);
            }
            if (receiving != null) {
                receiving.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
            }
        }
    }
}
