package io.maltan.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import reactor.netty.ReactorNetty;

/** Starts the gateway. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class GatewayApplication {

    private static final String EVENT_LOOPS = "reactor.netty.ioWorkerCount";

    /**
     * Pieces of 8 KB that are fetched ahead of what a service takes. Of 128, as is usual, each
     * upload to a service that is stuck would hold a megabyte.
     */
    private static final String AHEAD = "8";

    static {
        System.getProperties()
                .putIfAbsent(ReactorNetty.REACTOR_NETTY_SEND_MAX_PREFETCH_SIZE, AHEAD);
    }

    public static void main(String[] arguments) {
        // Reactor Netty takes four at least; more than there are processors get into each other's
        // way.
        System.getProperties()
                .putIfAbsent(
                        EVENT_LOOPS, Integer.toString(Runtime.getRuntime().availableProcessors()));
        SpringApplication.run(GatewayApplication.class, arguments);
    }
}
