package io.maltan.place.photo;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** AWS Signature Version 4 of requests without a query. */
final class S3Signature {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int DATE_LENGTH = 8;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final String region;
    private final String accessKey;
    private final String secretKey;

    S3Signature(String region, String accessKey, String secretKey) {
        this.region = region;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    /** The headers that a request needs beyond its own. */
    Map<String, String> headers(String method, URI uri, byte[] content, Instant now) {
        return headers(method, uri, content, now, Map.of());
    }

    /**
     * The same where other headers are to be signed too.
     *
     * @param others names in lower case
     */
    Map<String, String> headers(
            String method, URI uri, byte[] content, Instant now, Map<String, String> others) {
        String moment = MOMENT.format(now);
        String digest = hex(sha256(content));
        SortedMap<String, String> signed = new TreeMap<>(others);
        String host = hostOf(uri);
        signed.put("host", host);
        signed.put("x-amz-content-sha256", digest);
        signed.put("x-amz-date", moment);
        String names = String.join(";", signed.keySet());
        String canonical =
                String.join(
                        "\n",
                        method,
                        uri.getRawPath(),
                        "",
                        signed.entrySet().stream()
                                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                                .collect(Collectors.joining()),
                        names,
                        digest);
        String scope = moment.substring(0, DATE_LENGTH) + "/" + region + "/s3/aws4_request";
        String toSign = String.join("\n", ALGORITHM, moment, scope, hex(sha256(bytes(canonical))));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", host);
        headers.put("x-amz-content-sha256", digest);
        headers.put("x-amz-date", moment);
        headers.put(
                "Authorization",
                "%s Credential=%s/%s,SignedHeaders=%s,Signature=%s"
                        .formatted(
                                ALGORITHM,
                                accessKey,
                                scope,
                                names,
                                hex(hmac(signingKey(moment), toSign))));
        return headers;
    }

    /** As it is sent: a port that goes without saying is left out on the way, if not here. */
    private static String hostOf(URI uri) {
        int usual = "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS_PORT : HTTP_PORT;
        return uri.getPort() == -1 || uri.getPort() == usual
                ? uri.getHost()
                : uri.getHost() + ":" + uri.getPort();
    }

    private byte[] signingKey(String moment) {
        byte[] key = bytes("AWS4" + secretKey);
        key = hmac(key, moment.substring(0, DATE_LENGTH));
        key = hmac(key, region);
        key = hmac(key, "s3");
        return hmac(key, "aws4_request");
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
