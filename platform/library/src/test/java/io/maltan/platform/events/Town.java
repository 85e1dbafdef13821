package io.maltan.platform.events;

import io.lettuce.core.Range;
import io.maltan.platform.testing.TcpProxy;
import io.maltan.platform.testing.TestPostgres;
import io.maltan.platform.testing.TestRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.ValidationDepth;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service that publishes on one stream and follows it itself, on real servers, with its works in
 * the test's hands.
 */
final class Town implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(20);
    static final String STREAM = EventStreams.PLACE;
    static final String GROUP = "town";

    /** As in compose/postgres/maltan.conf and the services' settings, but sooner. */
    private static final Map<String, String> SESSION =
            Map.of("statement_timeout", "1s", "idle_in_transaction_session_timeout", "8s");

    /** What happened to a house: the how-manieth change it is. */
    record Change(String house, int number) {}

    /** One database for all towns, of which one works at a time; each begins with empty tables. */
    private static final class Postgres {
        static final TestPostgres.Database SHARED = TestPostgres.database("events");
    }

    final ConnectionPool pool;
    final DatabaseClient database;
    final TransactionalOperator transactional;
    final LettuceConnectionFactory redis;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final EventJson json = new EventJson(JsonMapper.builder().build());
    final Envelope envelope = new Envelope(json);
    final WakeUp wakeUp = new WakeUp();
    final EventsProperties properties;
    final R2dbcOutbox outbox;
    final RedisLink link;

    /** Between this town and its database. */
    final TcpProxy databaseProxy;

    private final List<BackgroundWork> works = new ArrayList<>();

    private Town(TestRedis.Database server, Map<String, String> settings) {
        TestPostgres.Database postgres = Postgres.SHARED;
        databaseProxy = new TcpProxy(postgres.host(), postgres.port());
        pool = pool(postgres, databaseProxy);
        database = DatabaseClient.create(pool);
        transactional = TransactionalOperator.create(new R2dbcTransactionManager(pool));
        redis = connect(server);
        properties = bind(settings);
        outbox = new R2dbcOutbox(database, json, wakeUp);
        link = new RedisLink(redis, properties.timeLimit());
        run("drop table if exists house, effect");
        run("truncate outbox, inbox, inbox_snapshot");
        run("create table house (name text primary key, changes integer not null)");
        run(
                "create table effect (at bigserial primary key, house text not null, number integer not null)");
    }

    private static ConnectionPool pool(TestPostgres.Database postgres, TcpProxy proxy) {
        ConnectionFactoryOptions options =
                ConnectionFactoryOptions.parse(postgres.r2dbcUrl())
                        .mutate()
                        .option(ConnectionFactoryOptions.PORT, proxy.port())
                        .option(ConnectionFactoryOptions.USER, postgres.user())
                        .option(ConnectionFactoryOptions.PASSWORD, postgres.password())
                        .option(PostgresqlConnectionFactoryProvider.OPTIONS, SESSION)
                        .build();
        return new ConnectionPool(
                ConnectionPoolConfiguration.builder(ConnectionFactories.get(options))
                        .maxSize(10)
                        .maxCreateConnectionTime(Duration.ofSeconds(2))
                        .acquireRetry(10)
                        .validationDepth(ValidationDepth.REMOTE)
                        .maxValidationTime(Duration.ofMillis(250))
                        .build());
    }

    static Town with(String... settings) {
        return on(TestRedis.database(), settings);
    }

    static Town on(TestRedis.Database server, String... settings) {
        Map<String, String> given = new HashMap<>();
        given.put("maltan.events.stream", STREAM);
        given.put("maltan.events.poll", "50ms");
        given.put("maltan.events.longest-read", "100ms");
        given.put("maltan.events.lease", "300ms");
        given.put("maltan.events.first-pause", "5ms");
        given.put("maltan.events.longest-pause", "100ms");
        for (int at = 0; at < settings.length; at += 2) {
            given.put("maltan.events." + settings[at], settings[at + 1]);
        }
        return new Town(server, given);
    }

    private static EventsProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("maltan.events", EventsProperties.class);
    }

    private static LettuceConnectionFactory connect(TestRedis.Database server) {
        RedisStandaloneConfiguration where =
                new RedisStandaloneConfiguration(server.host(), server.port());
        where.setDatabase(server.index());
        LettuceConnectionFactory factory =
                new LettuceConnectionFactory(
                        where,
                        LettuceClientConfiguration.builder()
                                .commandTimeout(Duration.ofSeconds(1))
                                .shutdownQuietPeriod(Duration.ZERO)
                                .build());
        factory.afterPropertiesSet();
        factory.start();
        return factory;
    }

    /** Changes a house and tells of it, in one transaction. */
    Mono<Void> change(String house) {
        return database.sql(
                        """
                        insert into house values (:house, 1)
                        on conflict (name) do update set changes = house.changes + 1
                        returning changes
                        """)
                .bind("house", house)
                .mapValue(Integer.class)
                .one()
                .flatMap(number -> outbox.append(changed(house, number)))
                .as(transactional::transactional);
    }

    static NewEvent changed(String house, int number) {
        return new NewEvent("house.changed", house, new Change(house, number));
    }

    /** Has its effect by plain inserts, which show what is done twice. */
    EventHandler handler() {
        return handler(event -> Mono.empty());
    }

    EventHandler handler(Function<Change, Mono<Void>> first) {
        return new EventHandler() {
            @Override
            public String stream() {
                return STREAM;
            }

            @Override
            public Set<String> types() {
                return Set.of("house.changed");
            }

            @Override
            public Mono<Void> handle(Event event) {
                Change change = json.read(event, Change.class);
                return first.apply(change).then(effect(change));
            }
        };
    }

    private Mono<Void> effect(Change change) {
        return database.sql("insert into effect (house, number) values (:house, :number)")
                .bind("house", change.house())
                .bind("number", change.number())
                .then();
    }

    OutboxRelay relay(Steps steps) {
        RedisLink own = new RedisLink(redis, properties.timeLimit());
        return started(
                new OutboxRelay(
                        new OutboxRows(database, transactional, properties.databaseLimit()),
                        new OwnStream(own, STREAM, GROUP),
                        own,
                        wakeUp,
                        properties,
                        Clock.systemUTC(),
                        meters,
                        steps));
    }

    EventConsumers consumers(Steps steps, EventHandler... handlers) {
        return started(consumption(steps).consumers(List.of(handlers), List.of()));
    }

    EventConsumers consumers(SnapshotLoader loader, EventHandler... handlers) {
        return started(consumption(Steps.UNWATCHED).consumers(List.of(handlers), List.of(loader)));
    }

    DeadLetters deadLetters(EventHandler... handlers) {
        return consumption(Steps.UNWATCHED).deadLetters(List.of(handlers));
    }

    private EventConsumption consumption(Steps steps) {
        return new EventConsumption(
                GROUP, database, transactional, redis, envelope, properties, meters, steps);
    }

    RedisEventTail tail() {
        return started(new RedisEventTail(redis, envelope, properties));
    }

    private <T extends BackgroundWork> T started(T work) {
        work.start();
        works.add(work);
        return work;
    }

    Mono<Long> length() {
        return link.call(commands -> commands.xlen(STREAM));
    }

    /** All that stands in the stream. */
    List<StreamedEvent> stream() {
        return get(link.list(commands -> commands.xrange(STREAM, Range.unbounded()))).stream()
                .map(entry -> new StreamedEvent(entry.getId(), envelope.read(entry.getBody())))
                .toList();
    }

    void flushRedis() {
        await(link.call(commands -> commands.flushdb()));
    }

    void run(String sql) {
        await(database.sql(sql).then());
    }

    /** The effects in the order in which they came about. */
    Mono<List<Change>> effects() {
        return database.sql("select house, number from effect order by at")
                .map(row -> new Change(text(row, "house"), number(row, "number")))
                .all()
                .collectList();
    }

    /** How often each house has changed. */
    Mono<List<Change>> houses() {
        return database.sql("select name as house, changes as number from house")
                .map(row -> new Change(text(row, "house"), number(row, "number")))
                .all()
                .collectList();
    }

    Mono<Long> count(String table) {
        return database.sql("select count(*) from " + table).mapValue(Long.class).one();
    }

    /** Waits until so many effects are there, and for nothing else. */
    List<Change> awaitEffects(int count) {
        until(effects().map(effects -> effects.size() >= count));
        return get(effects());
    }

    static void until(Mono<Boolean> condition) {
        Flux.interval(Duration.ZERO, Duration.ofMillis(20))
                .onBackpressureDrop()
                .concatMap(tick -> condition, 1)
                .takeUntil(met -> met)
                .blockLast(LIMIT);
    }

    static void await(Mono<?> mono) {
        mono.block(LIMIT);
    }

    static <T> T get(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(LIMIT));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static int number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Integer.class));
    }

    @Override
    public void close() {
        works.forEach(BackgroundWork::kill);
        await(link.close());
        redis.destroy();
        pool.dispose();
        databaseProxy.close();
    }
}
