package io.maltan.gateway.reference;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * {@code GET /openapi.json}, and {@code GET /docs} to browse it; only the files named here are
 * served.
 */
@Configuration(proxyBeanMethods = false)
class ReferenceRoutes {

    private static final MediaType SCRIPT = MediaType.valueOf("text/javascript;charset=UTF-8");
    private static final MediaType STYLE = MediaType.valueOf("text/css;charset=UTF-8");
    private static final MediaType PAGE = MediaType.valueOf("text/html;charset=UTF-8");

    /** As a coding that is not refused by {@code q=0}. */
    private static final Pattern GZIP =
            Pattern.compile(
                    "\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))", Pattern.CASE_INSENSITIVE);

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
                .GET("/openapi.json", request -> answer(reference, request))
                .HEAD("/openapi.json", request -> answer(reference, request))
                .GET("/docs", page::answer)
                .HEAD("/docs", page::answer)
                .GET(
                        "/docs/",
                        request -> ServerResponse.permanentRedirect(URI.create("/docs")).build())
                .GET("/docs/{asset}", request -> find(assets, request))
                .build();
    }

    private static Mono<ServerResponse> answer(ApiReference reference, ServerRequest request) {
        ServerResponse.BodyBuilder answer =
                ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .cacheControl(CacheControl.noCache());
        return reference
                .document()
                .flatMap(document -> answer(request, answer, document.packed(), document.json()));
    }

    /** Packed where the client takes that; nothing where it has it already. */
    private static Mono<ServerResponse> answer(
            ServerRequest request, ServerResponse.BodyBuilder answer, Packed packed, Object plain) {
        answer.eTag(packed.tag()).varyBy(HttpHeaders.ACCEPT_ENCODING);
        return request.checkNotModified(packed.tag())
                .switchIfEmpty(
                        Mono.defer(() ->
                                takesGzip(request)
                                        ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip")
                                                .bodyValue(packed.bytes())
                                        : answer.bodyValue(plain)));
    }

    private static boolean takesGzip(ServerRequest request) {
        return request.headers().header(HttpHeaders.ACCEPT_ENCODING).stream()
                .anyMatch(codings -> GZIP.matcher(codings).find());
    }

    private static Mono<ServerResponse> find(Map<String, Asset> assets, ServerRequest request) {
        Asset asset = assets.get(request.pathVariable("asset"));
        return asset == null ? Mono.error(ReferenceRoutes::notFound) : asset.answer(request);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    private static Resource ofSwaggerUi(String file) {
        return new ClassPathResource(SwaggerUi.folder() + file);
    }

    /** A file that comes with the gateway; packed when it is first asked for. */
    static final class Asset {

        private static final CacheControl AN_HOUR =
                CacheControl.maxAge(Duration.ofHours(1)).cachePublic();

        private final Resource content;
        private final MediaType type;
        private final Mono<Packed> packed;

        Asset(Resource content, MediaType type) {
            this.content = content;
            this.type = type;
            this.packed =
                    Mono.fromCallable(() -> Packed.of(content.getInputStream()))
                            .subscribeOn(Schedulers.boundedElastic())
                            .cache();
        }

        Mono<ServerResponse> answer(ServerRequest request) {
            ServerResponse.BodyBuilder answer =
                    ServerResponse.ok()
                            .contentType(type)
                            .cacheControl(AN_HOUR)
                            .header("Content-Security-Policy", CONTENT_POLICY);
            return packed.flatMap(known -> ReferenceRoutes.answer(request, answer, known, content));
        }
    }
}
