package io.maltan.place.imports;

import io.maltan.platform.testing.MaltanServiceTest;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@MaltanServiceTest(service = "place")
class ImportSlotIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    @Autowired private ConnectionFactory connections;
    @Autowired private ImportSlot slot;

    @Test
    void whoLeavesBeforeTheAnswerComesDoesNotKeepTheSlot() {
        new ImportSlot(new LateAnswers(connections))
                .take()
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> awaitHeld(true))
                .thenCancel()
                .verify(LIMIT);

        awaitHeld(false);
        slot.take()
                .flatMap(ImportSlot.Held::release)
                .as(StepVerifier::create)
                .expectComplete()
                .verify(LIMIT);
    }

    private void awaitHeld(boolean held) {
        slot.isHeld()
                .filter(now -> now == held)
                .repeatWhenEmpty(ticks -> ticks.delayElements(Duration.ofMillis(20)))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
    }

    /** Connections on which whoever asks for the lock gets it and is not told. */
    private record LateAnswers(ConnectionFactory real) implements ConnectionFactory {

        @Override
        public Publisher<? extends Connection> create() {
            return Mono.from(real.create()).map(LateAnswers::late);
        }

        private static Connection late(Connection connection) {
            return proxy(
                    Connection.class,
                    (proxy, method, arguments) -> {
                        Object answer = method.invoke(connection, arguments);
                        return answer instanceof Statement statement
                                        && String.valueOf(arguments[0]).contains("try_advisory")
                                ? late(statement)
                                : answer;
                    });
        }

        private static Statement late(Statement statement) {
            return proxy(
                    Statement.class,
                    (proxy, method, arguments) ->
                            method.getName().equals("execute")
                                    ? Flux.from(statement.execute())
                                            .concatMap(Result::getRowsUpdated)
                                            .thenMany(Flux.never())
                                    : method.invoke(statement, arguments));
        }

        private static <T> T proxy(Class<T> type, InvocationHandler handler) {
            return type.cast(
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
        }

        @Override
        public ConnectionFactoryMetadata getMetadata() {
            return real.getMetadata();
        }
    }
}
