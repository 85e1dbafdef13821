package io.maltan.place.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens a file of text, with the encoding and the separator that it seems to have. */
final class CsvText {

    private static final int SAMPLE = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private static final Pattern NAMES_SEPARATOR = Pattern.compile("(?i)sep=([,;|\\t])");

    /** Tables from Korean offices that are not in UTF-8 are in this one. */
    private static final String KOREAN = "x-windows-949";

    private CsvText() {}

    static BufferedReader open(Path file) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), of(file)));
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    /** Spreadsheets write "Unicode text" in UTF-16, which its first two bytes tell. */
    private static Charset of(Path file) throws IOException {
        byte[] sample = sample(file, 0);
        if (beginsWith(sample, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        if (beginsWith(sample, 0xFE, 0xFF)) {
            return StandardCharsets.UTF_16BE;
        }
        return isUtf8(sample(file, beginOfLetters(file))) || !Charset.isSupported(KOREAN)
                ? StandardCharsets.UTF_8
                : Charset.forName(KOREAN);
    }

    private static boolean beginsWith(byte[] sample, int first, int second) {
        return sample.length >= 2
                && Byte.toUnsignedInt(sample[0]) == first
                && Byte.toUnsignedInt(sample[1]) == second;
    }

    /** Where the first byte is that is none of ASCII, of which both encodings think the same. */
    private static long beginOfLetters(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] chunk = new byte[SAMPLE];
            long before = 0;
            for (int read = stream.read(chunk); read > 0; read = stream.read(chunk)) {
                for (int i = 0; i < read; i++) {
                    if (chunk[i] < 0) {
                        return before + i;
                    }
                }
                before += read;
            }
            return before;
        }
    }

    /** What is cut off at the end of the sample is no error. */
    private static boolean isUtf8(byte[] sample) {
        CoderResult result =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(sample), CharBuffer.allocate(sample.length), false);
        return !result.isError();
    }

    /** The separator that the first line names, or has most of. */
    static char separator(Path file) throws IOException {
        char[] sample = new char[SAMPLE];
        int length;
        try (BufferedReader reader = open(file)) {
            length = reader.read(sample);
        }
        String first = new String(sample, 0, Math.max(0, length)).lines().findFirst().orElse("");
        Matcher named = NAMES_SEPARATOR.matcher(first);
        return named.matches() ? named.group(1).charAt(0) : commonest(first);
    }

    /** Whether a record is no more than the name of the separator, as spreadsheets write it. */
    static boolean namesSeparator(List<String> fields, char separator) {
        return NAMES_SEPARATOR.matcher(String.join(String.valueOf(separator), fields)).matches();
    }

    private static char commonest(String header) {
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(header, candidate) > count(header, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char character) {
        return text.chars().filter(each -> each == character).count();
    }

    private static byte[] sample(Path file, long begin) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            stream.skipNBytes(begin);
            return stream.readNBytes(SAMPLE);
        }
    }
}
