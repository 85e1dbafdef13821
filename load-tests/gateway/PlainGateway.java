import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;

/**
 * Spring Cloud Gateway as it comes: one route, and neither token nor limit, breaker, balancing, trace or log of requests. {@link
 * GatewayThroughput} compiles and starts it from the libraries in the gateway's jar.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class PlainGateway {

    public static void main(String[] arguments) {
        SpringApplication.run(PlainGateway.class, arguments);
    }

    @Bean
    RouteLocator routes(RouteLocatorBuilder locator) {
        return locator.routes()
                .route("place", route -> route.path("/api/v1/places/**").uri(System.getenv("MALTAN_PLACE_URI")))
                .build();
    }
}
