/**
 * Apache Kafka: its own brokers, asked through its producer and consumer. A key is a topic of one partition; all clients
 * are one consumer group.
 */
@NullMarked
package dev.faultline.gallery.kafka;

import org.jspecify.annotations.NullMarked;
