package io.maltan.platform.web;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A server that is to stop goes on answering for a while: who chooses among replicas hears that it
 * is not ready, and each connection ends with an answer. One that were closed while it is idle
 * would take with it the request that is already on its way.
 */
final class LameDuck implements SmartLifecycle, WebFilter {

    private final Duration notice;
    private volatile boolean running;
    private volatile boolean leaving;

    LameDuck(Duration notice) {
        this.notice = notice;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (leaving) {
            exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
        }
        return chain.filter(exchange);
    }

    @Override
    public void start() {
        running = true;
        leaving = false;
    }

    /** In the first phase, while the web server, which has a later one, still answers. */
    @Override
    public void stop(Runnable stopped) {
        stop();
        var _ = Schedulers.parallel().schedule(stopped, notice.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        leaving = true;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
