package io.maltan.place.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens a file of text, with the encoding and the separator that it seems to have. */
final class CsvText {

    private static final int SAMPLE = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    /** Tables from Korean offices that are not in UTF-8 are in this one. */
    private static final String KOREAN = "x-windows-949";

    private CsvText() {}

    static Reader open(Path file) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), of(file)));
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    private static Charset of(Path file) throws IOException {
        return isUtf8(sample(file, beginOfLetters(file))) || !Charset.isSupported(KOREAN)
                ? StandardCharsets.UTF_8
                : Charset.forName(KOREAN);
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

    /** The separator that the first line has most of. */
    static char separator(Path file) throws IOException {
        String beginning = new String(sample(file, 0), StandardCharsets.UTF_8);
        String header = beginning.lines().findFirst().orElse("");
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
