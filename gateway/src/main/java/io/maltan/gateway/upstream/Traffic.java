package io.maltan.gateway.upstream;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** The kinds of requests that differ in how long they may take and how much they may carry. */
public enum Traffic {
    /** Answered whole, soon. */
    ORDINARY,
    /** Answers go on until one side leaves. */
    STREAM,
    /** A photo comes up. */
    PHOTO,
    /** A file comes up, of whatever size the service takes: places, or the outlines of regions. */
    IMPORT;

    private static final String STREAM_SEGMENT = "stream";
    private static final PathPattern IMPORTS =
            PathPatternParser.defaultInstance.parse("/api/v1/places/imports");
    private static final PathPattern REGIONS =
            PathPatternParser.defaultInstance.parse("/api/v1/places/regions");
    private static final PathPattern PHOTOS =
            PathPatternParser.defaultInstance.parse("/api/v1/places/photos");
    private static final PathPattern PLACE_PHOTOS =
            PathPatternParser.defaultInstance.parse("/api/v1/places/{id}/photos");

    public static Traffic of(ServerHttpRequest request) {
        PathContainer path = request.getPath().pathWithinApplication();
        HttpMethod method = request.getMethod();
        if (method.equals(HttpMethod.GET) && endsInStream(path)) {
            return STREAM;
        }
        if (method.equals(HttpMethod.PUT)) {
            return REGIONS.matches(path) ? IMPORT : ORDINARY;
        }
        return method.equals(HttpMethod.POST) ? ofUpload(path) : ORDINARY;
    }

    private static Traffic ofUpload(PathContainer path) {
        if (IMPORTS.matches(path)) {
            return IMPORT;
        }
        return PHOTOS.matches(path) || PLACE_PHOTOS.matches(path) ? PHOTO : ORDINARY;
    }

    /** By the decoded segment: {@code /%73tream} reaches the same handler as {@code /stream}. */
    private static boolean endsInStream(PathContainer path) {
        return !path.elements().isEmpty()
                && path.elements().getLast() instanceof PathContainer.PathSegment last
                && last.valueToMatch().equals(STREAM_SEGMENT);
    }
}
