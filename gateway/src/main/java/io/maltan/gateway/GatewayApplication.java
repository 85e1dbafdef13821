package io.maltan.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the gateway. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class GatewayApplication {

    private static final String EVENT_LOOPS = "reactor.netty.ioWorkerCount";

    public static void main(String[] arguments) {
        // Reactor Netty takes four at least; more than there are processors get into each other's
        // way.
        System.getProperties()
                .putIfAbsent(
                        EVENT_LOOPS, Integer.toString(Runtime.getRuntime().availableProcessors()));
        SpringApplication.run(GatewayApplication.class, arguments);
    }
}
