package io.maltan.gateway.intake;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request as it came, before anything has been made of it: a request line and header
 * lines, each ended by CR LF (RFC 9112), read more strictly than HTTP allows where readers differ.
 *
 * @param wellFormed whether there is one way to read it
 * @param bodyLength of the body; {@link #CHUNKED} where it tells its own end
 */
record RequestHead(boolean wellFormed, long bodyLength) {

    static final long CHUNKED = -1;

    private static final RequestHead MALFORMED = new RequestHead(false, 0);
    private static final RequestHead WITHOUT_BODY = new RequestHead(true, 0);

    /** Where underscores are taken for hyphens others would be these. */
    private static final Set<String> DECISIVE =
            Set.of(
                    "authorization",
                    "connection",
                    "content-length",
                    "host",
                    "transfer-encoding",
                    "x-api-key",
                    "x-real-ip");

    private static final String FORWARDED_PREFIX = "x-forwarded-";
    private static final String OWN_PREFIX = "x-maltan-";

    /**
     * @param from the first byte of the head
     * @param length of it, the empty line at its end left out
     */
    static RequestHead of(ByteBuf bytes, int from, int length) {
        byte[] head = new byte[length];
        bytes.getBytes(from, head);
        return new Reader(head).read();
    }

    /** Reads forward, byte by byte: every request passes here, and most of it is looked at once. */
    private static final class Reader {

        private static final String VERSION = " HTTP/1.";
        private static final int LONGEST_METHOD = 32;
        private static final int LONGEST_NUMBER = 18;
        private static final int HEXADECIMAL = 16;
        private static final boolean[] TOKEN = tokenCharacters();
        private static final boolean[] TARGET = targetCharacters();

        private final byte[] bytes;
        private final int end;

        private int at;
        private boolean oldVersion;
        private @Nullable String host;
        private @Nullable String length;
        private @Nullable String coding;
        private @Nullable String credentials;

        Reader(byte[] bytes) {
            this.bytes = bytes;
            this.end = bytes.length;
        }

        private static boolean[] tokenCharacters() {
            boolean[] token = new boolean[256];
            for (char c = '0'; c <= 'z'; c++) {
                token[c] = Character.isLetterOrDigit(c);
            }
            for (char c : "!#$%&'*+.^_`|~-".toCharArray()) {
                token[c] = true;
            }
            return token;
        }

        /** Those of RFC 3986, with the brackets that many clients leave as they are in queries. */
        private static boolean[] targetCharacters() {
            boolean[] target = new boolean[256];
            for (char c = '0'; c <= 'z'; c++) {
                target[c] = Character.isLetterOrDigit(c);
            }
            for (char c : "-._~!$&'()*+,;=:@/?%[]".toCharArray()) {
                target[c] = true;
            }
            return target;
        }

        RequestHead read() {
            if (!readRequestLine()) {
                return MALFORMED;
            }
            while (at < end) {
                if (!skipLineEnd() || !readHeader()) {
                    return MALFORMED;
                }
            }
            return host == null ? MALFORMED : framed();
        }

        private int next() {
            return bytes[at] & 0xff;
        }

        private boolean skipLineEnd() {
            if (end - at < 2 || next() != '\r' || bytes[at + 1] != '\n') {
                return false;
            }
            at += 2;
            return true;
        }

        /** A method, a path and a version, one space between each. */
        private boolean readRequestLine() {
            int method = at;
            skipToken();
            if (at == method || at - method > LONGEST_METHOD || end - at < 2 || next() != ' ') {
                return false;
            }
            at++;
            if (next() != '/') {
                return false;
            }
            boolean query = false;
            while (at < end && TARGET[next()]) {
                int c = next();
                boolean misplaced = c == '%' ? !isEncoded() : !query && (c == '[' || c == ']');
                if (misplaced) {
                    return false;
                }
                query |= c == '?';
                at++;
            }
            return readVersion();
        }

        private boolean isEncoded() {
            return end - at > 2
                    && Character.digit(bytes[at + 1], HEXADECIMAL) >= 0
                    && Character.digit(bytes[at + 2], HEXADECIMAL) >= 0;
        }

        private boolean readVersion() {
            if (end - at < VERSION.length() + 1) {
                return false;
            }
            for (int i = 0; i < VERSION.length(); i++) {
                if (bytes[at + i] != VERSION.charAt(i)) {
                    return false;
                }
            }
            at += VERSION.length();
            oldVersion = next() == '0';
            boolean known = oldVersion || next() == '1';
            at++;
            return known;
        }

        private void skipToken() {
            while (at < end && TOKEN[next()]) {
                at++;
            }
        }

        private boolean readHeader() {
            int name = at;
            skipToken();
            int nameLength = at - name;
            if (nameLength == 0 || at == end || next() != ':') {
                return false;
            }
            at++;
            int value = at;
            while (at < end && isOfValue(next())) {
                at++;
            }
            return (at == end || next() == '\r') && keep(name, nameLength, value);
        }

        private static boolean isOfValue(int c) {
            return c == '\t' || (c >= ' ' && c != 0x7f);
        }

        private boolean keep(int nameFrom, int nameLength, int value) {
            if (hasUnderscore(nameFrom, nameLength)) {
                return !isInDisguise(text(nameFrom, nameLength).replace('_', '-'));
            }
            return switch (nameLength) {
                case 4, 13, 14, 17 -> keepDecisive(text(nameFrom, nameLength), value);
                default -> true;
            };
        }

        private boolean hasUnderscore(int from, int count) {
            for (int i = from; i < from + count; i++) {
                if (bytes[i] == '_') {
                    return true;
                }
            }
            return false;
        }

        private String text(int from, int count) {
            return new String(bytes, from, count, StandardCharsets.ISO_8859_1)
                    .toLowerCase(Locale.ROOT);
        }

        private static boolean isInDisguise(String name) {
            return DECISIVE.contains(name)
                    || name.startsWith(FORWARDED_PREFIX)
                    || name.startsWith(OWN_PREFIX);
        }

        /** Each of these may come once. */
        private boolean keepDecisive(String name, int value) {
            @Nullable String before = null;
            switch (name) {
                case "host" -> {
                    before = host;
                    host = valueFrom(value);
                }
                case "content-length" -> {
                    before = length;
                    length = valueFrom(value);
                }
                case "transfer-encoding" -> {
                    before = coding;
                    coding = valueFrom(value);
                }
                case "authorization" -> {
                    before = credentials;
                    credentials = name;
                }
                default -> {}
            }
            return before == null;
        }

        private String valueFrom(int value) {
            return text(value, at - value).strip();
        }

        private RequestHead framed() {
            String told = length;
            if (coding != null) {
                boolean plain = coding.equals("chunked") && !oldVersion && told == null;
                return plain ? new RequestHead(true, CHUNKED) : MALFORMED;
            }
            if (told == null) {
                return WITHOUT_BODY;
            }
            return isNumber(told) ? new RequestHead(true, Long.parseLong(told)) : MALFORMED;
        }

        private static boolean isNumber(String text) {
            return !text.isEmpty()
                    && text.length() <= LONGEST_NUMBER
                    && text.chars().allMatch(c -> c >= '0' && c <= '9');
        }
    }
}
