package io.maltan.gateway.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * An answer of a service that is the same for everybody.
 *
 * @param headers those that belong to it and not to its request
 * @param keptAt by {@link System#nanoTime()}
 * @param life how long it may be told again
 */
record KeptAnswer(HttpHeaders headers, ByteBuffer body, long keptAt, Duration life) {

    private static final Pattern LIFE = Pattern.compile("(?:s-maxage|max-age)=([0-9]{1,9})");

    /** Others belong to one request: its trace, its limits, the origin of its page. */
    private static final List<String> OWN =
            List.of(
                    HttpHeaders.ACCEPT_RANGES,
                    HttpHeaders.CACHE_CONTROL,
                    HttpHeaders.CONTENT_DISPOSITION,
                    HttpHeaders.CONTENT_LANGUAGE,
                    HttpHeaders.CONTENT_LOCATION,
                    HttpHeaders.CONTENT_TYPE,
                    "Content-Security-Policy",
                    HttpHeaders.ETAG,
                    HttpHeaders.EXPIRES,
                    HttpHeaders.LAST_MODIFIED,
                    HttpHeaders.LINK,
                    HttpHeaders.VARY);

    /** What requests differ in that are told apart, or that does not change the body. */
    private static final Set<String> UNDERSTOOD =
            Set.of(
                    "accept",
                    "accept-language",
                    "origin",
                    "access-control-request-method",
                    "access-control-request-headers");

    /**
     * How long an answer may be kept; zero where it must not be.
     *
     * @param longest whatever its service says
     */
    static Duration lifeOf(@Nullable HttpStatusCode status, HttpHeaders headers, Duration longest) {
        String control =
                String.join(",", headers.getOrEmpty(HttpHeaders.CACHE_CONTROL))
                        .toLowerCase(Locale.ROOT);
        boolean shared =
                HttpStatus.OK.equals(status)
                        && control.contains("public")
                        && !control.contains("no-")
                        && !headers.containsHeader(HttpHeaders.SET_COOKIE)
                        && !headers.containsHeader(HttpHeaders.CONTENT_ENCODING)
                        && headers.getVary().stream()
                                .allMatch(
                                        name -> UNDERSTOOD.contains(name.toLowerCase(Locale.ROOT)));
        Matcher life = LIFE.matcher(control);
        if (!shared || !life.find()) {
            return Duration.ZERO;
        }
        Duration allowed = Duration.ofSeconds(Long.parseLong(life.group(1)));
        return allowed.compareTo(longest) < 0 ? allowed : longest;
    }

    static KeptAnswer of(HttpHeaders all, byte[] body, Duration life) {
        HttpHeaders own = new HttpHeaders();
        for (String name : OWN) {
            List<String> values = all.getOrEmpty(name);
            if (!values.isEmpty()) {
                own.put(name, values);
            }
        }
        if (!own.containsHeader(HttpHeaders.ETAG)) {
            own.setETag('"' + digestOf(body) + '"');
        }
        return new KeptAnswer(
                own, ByteBuffer.wrap(body).asReadOnlyBuffer(), System.nanoTime(), life);
    }

    private static String digestOf(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(Arrays.copyOf(digest, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - keptAt);
    }

    /** Whether one of the tags that a client has is this answer's. */
    boolean isOneOf(List<String> tags) {
        String own = strong(String.valueOf(headers.getETag()));
        return tags.stream()
                .map(KeptAnswer::strong)
                .anyMatch(tag -> tag.equals(own) || tag.equals("*"));
    }

    private static String strong(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    int weight() {
        return body.remaining() + headers.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
