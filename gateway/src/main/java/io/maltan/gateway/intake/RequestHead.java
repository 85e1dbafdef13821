package io.maltan.gateway.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final Pattern REQUEST_LINE =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,32} /[!-\"$-~]* HTTP/1\\.([01])");
    private static final Pattern HEADER_LINE =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([ \\t\\x21-\\x7e\\x80-\\xff]*)");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private static final String CONTENT_LENGTH = "content-length";
    private static final String TRANSFER_ENCODING = "transfer-encoding";
    private static final String HOST = "host";
    private static final Set<String> ONCE = Set.of(CONTENT_LENGTH, TRANSFER_ENCODING, HOST);

    /** Where underscores are taken for hyphens these would be other headers. */
    private static final Pattern IN_DISGUISE =
            Pattern.compile(
                    "content-length|transfer-encoding|host|connection|authorization"
                            + "|x-api-key|x-forwarded-.*|x-maltan-.*|x-real-ip");

    /** Of the head's characters, the empty line at its end left out. */
    static RequestHead of(String head) {
        List<String> lines = List.of(head.split("\r\n", -1));
        Matcher request = REQUEST_LINE.matcher(lines.getFirst());
        if (!request.matches()) {
            return MALFORMED;
        }
        Map<String, String> decisive = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            if (!readHeader(line, decisive)) {
                return MALFORMED;
            }
        }
        return decisive.containsKey(HOST) ? framed(decisive, request.group(1)) : MALFORMED;
    }

    private static boolean readHeader(String line, Map<String, String> decisive) {
        Matcher header = HEADER_LINE.matcher(line);
        if (!header.matches()) {
            return false;
        }
        String name = header.group(1).toLowerCase(Locale.ROOT);
        if (name.indexOf('_') >= 0 && IN_DISGUISE.matcher(name.replace('_', '-')).matches()) {
            return false;
        }
        return !ONCE.contains(name) || decisive.put(name, header.group(2).strip()) == null;
    }

    private static RequestHead framed(Map<String, String> decisive, String minorVersion) {
        String length = decisive.get(CONTENT_LENGTH);
        String coding = decisive.get(TRANSFER_ENCODING);
        if (coding != null) {
            boolean plain = coding.equalsIgnoreCase("chunked") && minorVersion.equals("1");
            return plain && length == null ? new RequestHead(true, CHUNKED) : MALFORMED;
        }
        if (length == null) {
            return new RequestHead(true, 0);
        }
        return LENGTH.matcher(length).matches()
                ? new RequestHead(true, Long.parseLong(length))
                : MALFORMED;
    }
}
