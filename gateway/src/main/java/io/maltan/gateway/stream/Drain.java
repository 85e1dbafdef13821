package io.maltan.gateway.stream;

import io.maltan.platform.configuration.Live;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Tells open streams that the gateway stops. */
@Component
class Drain {

    private final Sinks.Empty<Void> closing = Sinks.empty();
    private final ApplicationContext context;
    private final Live<StreamSettings> settings;

    Drain(ApplicationContext context, Live<StreamSettings> settings) {
        this.context = context;
        this.settings = settings;
    }

    @EventListener
    void onClosed(ContextClosedEvent event) {
        if (event.getApplicationContext().equals(context)) {
            closing.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST);
        }
    }

    /** Emits once, at this stream's moment within the time of the drain. */
    Mono<Long> moment() {
        return closing.asMono().then(Mono.defer(() -> Mono.delay(within(settings.get().drain()))));
    }

    private static Duration within(Duration time) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(time.toMillis() + 1));
    }
}
