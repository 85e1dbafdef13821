package io.maltan.recommendation.place;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.stereotype.Component;

/** Ends the process where going on would only put off its end. */
@Component
final class Refusal {

    /** As of a configuration that is wrong (sysexits). */
    private static final int WRONG_CONFIGURATION = 78;

    private final ConfigurableApplicationContext context;

    Refusal(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** On a thread of its own: closing waits for the one that asks. */
    void end() {
        Thread.ofPlatform()
                .name("refusal")
                .start(() ->
                        System.exit(SpringApplication.exit(context, () -> WRONG_CONFIGURATION)));
    }
}
