package io.maltan.place.photo;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers with a photo, or a part of it: it never changes, so that caches may keep it for ever. */
final class PhotoAnswer {

    private static final Duration A_YEAR = Duration.ofDays(365);

    private final Photo photo;
    private final PhotoSize size;
    private final String tag;

    PhotoAnswer(Photo photo, PhotoSize size) {
        this.photo = photo;
        this.size = size;
        this.tag = "\"%s-%s\"".formatted(photo.id(), size.code());
    }

    Mono<Void> writeTo(
            ServerHttpRequest request,
            ServerHttpResponse response,
            BiFunction<Long, Long, Flux<DataBuffer>> content) {
        if (isKnown(request.getHeaders())) {
            begin(response, HttpStatus.NOT_MODIFIED, describing());
            return response.setComplete();
        }
        long all = photo.bytes(size);
        List<HttpRange> ranges = rangesOf(request.getHeaders());
        if (ranges.size() != 1) {
            return write(request, response, HttpStatus.OK, describing(), 0, all, content);
        }
        long from = ranges.getFirst().getRangeStart(all);
        long to = ranges.getFirst().getRangeEnd(all);
        HttpHeaders headers = describing();
        if (from >= all || from > to) {
            headers.set(HttpHeaders.CONTENT_RANGE, "bytes */" + all);
            begin(response, HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers);
            return response.setComplete();
        }
        headers.set(HttpHeaders.CONTENT_RANGE, "bytes %d-%d/%d".formatted(from, to, all));
        return write(
                request,
                response,
                HttpStatus.PARTIAL_CONTENT,
                headers,
                from,
                to - from + 1,
                content);
    }

    private HttpHeaders describing() {
        HttpHeaders headers = new HttpHeaders();
        headers.setETag(tag);
        headers.setCacheControl(CacheControl.maxAge(A_YEAR).cachePublic().immutable());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
        return headers;
    }

    private static void begin(ServerHttpResponse response, HttpStatus status, HttpHeaders headers) {
        response.setStatusCode(status);
        response.getHeaders().putAll(headers);
    }

    /** What is said of the photo is not said of a problem, should there be no content. */
    private static Mono<Void> write(
            ServerHttpRequest request,
            ServerHttpResponse response,
            HttpStatus status,
            HttpHeaders headers,
            long from,
            long length,
            BiFunction<Long, Long, Flux<DataBuffer>> content) {
        headers.setContentType(MediaType.IMAGE_JPEG);
        headers.setContentLength(length);
        if (HttpMethod.HEAD.equals(request.getMethod())) {
            begin(response, status, headers);
            return response.setComplete();
        }
        return response.writeWith(
                content.apply(from, length)
                        .switchOnFirst((first, all) -> {
                            if (!first.isOnError()) {
                                begin(response, status, headers);
                            }
                            return all;
                        }));
    }

    private boolean isKnown(HttpHeaders headers) {
        return headers.getIfNoneMatch().stream()
                .anyMatch(known ->
                        known.equals("*") || known.equals(tag) || known.equals("W/" + tag));
    }

    /** Ranges that make no sense, or are of another version, are as good as none. */
    private List<HttpRange> rangesOf(HttpHeaders headers) {
        String condition = headers.getFirst(HttpHeaders.IF_RANGE);
        if (condition != null && !condition.equals(tag)) {
            return List.of();
        }
        try {
            return headers.getRange();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}
