package io.maltan.gateway.reference;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/**
 * {@code GET /openapi.json}, and {@code GET /docs} to browse it; only the files named here are
 * served.
 */
@Configuration(proxyBeanMethods = false)
class ReferenceRoutes {

    private static final MediaType SCRIPT = MediaType.valueOf("text/javascript;charset=UTF-8");
    private static final MediaType STYLE = MediaType.valueOf("text/css;charset=UTF-8");
    private static final MediaType PAGE = MediaType.valueOf("text/html;charset=UTF-8");

    /** Everything from the gateway itself; the page's widgets style themselves in place. */
    private static final String CONTENT_POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                    + " frame-ancestors 'none'";

    @Bean
    RouterFunction<ServerResponse> referenceEndpoints(ApiReference reference) {
        Map<String, Asset> assets =
                Map.of(
                        "start.js", new Asset(new ClassPathResource("docs/start.js"), SCRIPT),
                        "swagger-ui.css", new Asset(ofSwaggerUi("swagger-ui.css"), STYLE),
                        "swagger-ui-bundle.js",
                                new Asset(ofSwaggerUi("swagger-ui-bundle.js"), SCRIPT),
                        "favicon.png",
                                new Asset(ofSwaggerUi("favicon-32x32.png"), MediaType.IMAGE_PNG));
        Asset page = new Asset(new ClassPathResource("docs/index.html"), PAGE);
        return RouterFunctions.route()
                .GET("/openapi.json", request -> answer(reference))
                .HEAD("/openapi.json", request -> answer(reference))
                .GET("/docs", request -> page.answer())
                .HEAD("/docs", request -> page.answer())
                .GET(
                        "/docs/",
                        request -> ServerResponse.permanentRedirect(URI.create("/docs")).build())
                .GET("/docs/{asset}", request -> find(assets, request))
                .build();
    }

    private static Mono<ServerResponse> answer(ApiReference reference) {
        return reference.document().flatMap(ReferenceRoutes::json);
    }

    private static Mono<ServerResponse> json(byte[] document) {
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache())
                .bodyValue(document);
    }

    private static Mono<ServerResponse> find(Map<String, Asset> assets, ServerRequest request) {
        Asset asset = assets.get(request.pathVariable("asset"));
        return asset == null ? Mono.error(ReferenceRoutes::notFound) : asset.answer();
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    private static Resource ofSwaggerUi(String file) {
        return new ClassPathResource(SwaggerUi.folder() + file);
    }

    record Asset(Resource content, MediaType type) {

        Mono<ServerResponse> answer() {
            return ServerResponse.ok()
                    .contentType(type)
                    .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
                    .header("Content-Security-Policy", CONTENT_POLICY)
                    .bodyValue(content);
        }
    }
}
