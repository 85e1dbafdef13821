package io.maltan.platform.events;

import io.maltan.platform.id.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Puts the parts of consuming together. */
final class EventConsumption {

    private final String group;
    private final TransactionalOperator transactional;
    private final LettuceConnectionFactory connections;
    private final Envelope envelope;
    private final EventsProperties properties;
    private final MeterRegistry meters;
    private final Steps steps;
    private final Inbox inbox;

    EventConsumption(
            String group,
            DatabaseClient database,
            TransactionalOperator transactional,
            LettuceConnectionFactory connections,
            Envelope envelope,
            EventsProperties properties,
            MeterRegistry meters,
            Steps steps) {
        this.group = group;
        this.transactional = transactional;
        this.connections = connections;
        this.envelope = envelope;
        this.properties = properties;
        this.meters = meters;
        this.steps = steps;
        this.inbox = new Inbox(database, properties.databaseLimit());
    }

    EventConsumers consumers(List<EventHandler> handlers, List<SnapshotLoader> loaders) {
        RedisLink leases = new RedisLink(connections, properties.timeLimit());
        String holder = Ids.next().toString();
        List<RedisLink> links = new ArrayList<>(List.of(leases));
        List<StreamConsumer> consumers = new ArrayList<>();
        for (Handlers ofStream : byStream(handlers)) {
            RedisLink link =
                    new RedisLink(
                            connections, properties.longestRead().plus(properties.timeLimit()));
            String key = Keys.lease(ofStream.stream(), group);
            Lease lease = new Lease(leases, key, holder, properties.lease());
            links.add(link);
            consumers.add(consumer(ofStream, link, lease, loaderOf(ofStream.stream(), loaders)));
        }
        return new EventConsumers(consumers, links, inbox, properties);
    }

    private StreamConsumer consumer(
            Handlers handlers, RedisLink link, Lease lease, @Nullable SnapshotLoader loader) {
        return new StreamConsumer(
                new ConsumerGroup(link, handlers.stream(), group),
                lease,
                handlers,
                loader,
                inbox,
                envelope,
                properties,
                Clock.systemUTC(),
                meters,
                steps);
    }

    private static @Nullable SnapshotLoader loaderOf(String stream, List<SnapshotLoader> loaders) {
        return loaders.stream()
                .filter(loader -> loader.stream().equals(stream))
                .findFirst()
                .orElse(null);
    }

    DeadLetters deadLetters(List<EventHandler> handlers) {
        return new RedisDeadLetters(
                new RedisLink(connections, properties.timeLimit()),
                group,
                envelope,
                byStream(handlers));
    }

    private List<Handlers> byStream(List<EventHandler> handlers) {
        return handlers.stream()
                .collect(
                        Collectors.groupingBy(
                                EventHandler::stream, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> handlers(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Handlers handlers(String stream, List<EventHandler> handlers) {
        return new Handlers(stream, handlers, inbox, transactional, properties, steps, meters);
    }
}
