package io.maltan.recommendation.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceTextsTests {

    private static final int COUNT = 60_000;

    @Test
    void whatLiesInTheFileIsReadAsItWasWritten(@TempDir Path folder) throws IOException {
        PlaceTexts texts = new PlaceTexts(folder);
        int[] offsets = added(texts);
        assertThat(texts.bytes() - texts.heapBytes())
                .as("bytes in the file")
                .isGreaterThanOrEqualTo(2 << 20);
        assertAllThere(texts, offsets);
        assertThat(folder).as("what the end of the process leaves behind").isEmptyDirectory();
    }

    @Test
    void whereNoFileCanBeWrittenNamesStayOnTheHeap(@TempDir Path folder) throws IOException {
        Path noFolder = Files.createFile(folder.resolve("file"));
        PlaceTexts texts = new PlaceTexts(noFolder);
        int[] offsets = added(texts);
        assertThat(texts.heapBytes()).isEqualTo(texts.bytes());
        assertAllThere(texts, offsets);
    }

    @Test
    void aCopyIsTheSame(@TempDir Path folder) {
        PlaceTexts texts = new PlaceTexts(folder);
        int[] offsets = added(texts);
        PlaceTexts copy = texts.anew();
        int[] copies = Arrays.stream(offsets).map(offset -> copy.addFrom(texts, offset)).toArray();
        assertAllThere(copy, copies);
        assertThat(copy.length(copies[7])).isEqualTo(texts.length(offsets[7]));
    }

    private static int[] added(PlaceTexts texts) {
        int[] offsets = new int[COUNT];
        for (int i = 0; i < COUNT; i++) {
            offsets[i] = texts.add(words(i), "Name of place " + i, "이름 " + i, "Name of place " + i);
        }
        return offsets;
    }

    private static int[] words(int i) {
        int[] words = new int[i % 8];
        Arrays.fill(words, i);
        return words;
    }

    private static void assertAllThere(PlaceTexts texts, int[] offsets) {
        for (int i = 0; i < COUNT; i += 37) {
            assertThat(texts.name(offsets[i])).isEqualTo("Name of place " + i);
            assertThat(texts.name(offsets[i], Locale.KOREAN)).isEqualTo("이름 " + i);
            assertThat(texts.name(offsets[i], Locale.ENGLISH)).isEqualTo("Name of place " + i);
            assertThat(texts.wordsOf(offsets[i])).isEqualTo(words(i));
        }
    }
}
