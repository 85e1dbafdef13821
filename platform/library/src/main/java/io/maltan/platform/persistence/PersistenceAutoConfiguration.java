package io.maltan.platform.persistence;

import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Transactions as every service has them. */
@AutoConfiguration(
        beforeName =
                "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
        afterName = "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration")
@ConditionalOnClass(R2dbcTransactionManager.class)
class PersistenceAutoConfiguration {

    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(30);

    @Bean
    TransactionalOperator transactionalOperator(ReactiveTransactionManager transactions) {
        return new UninterruptedTransactions(TransactionalOperator.create(transactions));
    }

    /** For services whose connections are pooled. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ConnectionPool.class)
    @ConditionalOnBean(ConnectionPool.class)
    static class Pooled {

        @Bean
        PoolWarmUp poolWarmUp(ConnectionPool pool) {
            return new PoolWarmUp(pool, LONGEST_WARM_UP);
        }
    }
}
