package io.maltan.platform.page;

import io.maltan.platform.problem.Invalid;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Where a page ends: the sort keys of its last item, opaque to clients.
 *
 * <p>Reading a part as something that it is not raises the problem {@code invalid_cursor}, since
 * only a client that made its own cursor gets there.
 */
public final class Cursor {

    private static final int LONGEST = 2_000;
    private static final char SEPARATOR = '\u001f';

    /** What a database can hold; nothing of ours is earlier or later. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final List<String> parts;

    private Cursor(List<String> parts) {
        this.parts = parts;
    }

    /** A cursor after the item with these sort keys. */
    public static Cursor of(Object... parts) {
        List<String> texts = new ArrayList<>(parts.length);
        for (Object part : parts) {
            texts.add(String.valueOf(part));
        }
        return new Cursor(List.copyOf(texts));
    }

    /** Reads what {@link #encoded()} wrote. */
    public static Cursor decode(String encoded) {
        if (encoded.isEmpty() || encoded.length() > LONGEST) {
            throw invalid();
        }
        try {
            String joined =
                    new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
            if (joined.indexOf('\0') >= 0) {
                throw invalid();
            }
            return new Cursor(split(joined));
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static List<String> split(String joined) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = joined.indexOf(SEPARATOR); at >= 0; at = joined.indexOf(SEPARATOR, from)) {
            parts.add(joined.substring(from, at));
            from = at + 1;
        }
        parts.add(joined.substring(from));
        return List.copyOf(parts);
    }

    /** The form that clients carry. */
    public String encoded() {
        String joined = String.join(String.valueOf(SEPARATOR), parts);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(joined.getBytes(StandardCharsets.UTF_8));
    }

    public String text(int index) {
        if (index >= parts.size()) {
            throw invalid();
        }
        return parts.get(index);
    }

    public long number(int index) {
        return read(index, Long::parseLong);
    }

    /** A finite decimal. */
    public double decimal(int index) {
        double value = read(index, Double::parseDouble);
        if (!Double.isFinite(value)) {
            throw invalid();
        }
        return value;
    }

    public UUID uuid(int index) {
        return read(index, UUID::fromString);
    }

    public Instant instant(int index) {
        Instant value = read(index, Instant::parse);
        if (value.isBefore(EARLIEST) || value.isAfter(LATEST)) {
            throw invalid();
        }
        return value;
    }

    private <T> T read(int index, Function<String, T> reader) {
        String part = text(index);
        try {
            return reader.apply(part);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw invalid();
        }
    }

    private static Invalid invalid() {
        return new Invalid("invalid_cursor");
    }
}
