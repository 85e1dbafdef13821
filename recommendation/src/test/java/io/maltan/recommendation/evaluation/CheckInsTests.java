package io.maltan.recommendation.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.recommendation.situated.Diary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckInsTests {

    @TempDir private Path folder;

    private final Numbering places = new Numbering();

    private CheckIns read(String visits, String times) throws IOException {
        return CheckIns.read(
                Files.writeString(folder.resolve("visits"), visits),
                Files.writeString(folder.resolve("times"), times),
                places);
    }

    private long[] placesOf(Diary diary, int person) {
        return IntStream.range(0, diary.visits(person))
                .mapToLong(visit -> places.id(diary.place(person, visit)))
                .toArray();
    }

    @Test
    void aDiaryIsInTheOrderOfTimeHoweverTheFileIs() throws IOException {
        Diary diary = new FileDiary(read("1 10 11 12 13\n", "1 900 500 700 500\n"));
        assertThat(placesOf(diary, 0)).containsExactly(11, 13, 12, 10);
        assertThat(diary.second(0, 0)).isEqualTo(500);
        assertThat(diary.second(0, 3)).isEqualTo(900);
        assertThat(placesOf(Diary.earlier(diary, 0.75), 0)).containsExactly(11, 13, 12);
    }

    @Test
    void whoHasNoTimesStaysAsInTheFile() throws IOException {
        CheckIns checkIns = read("1 10 11\n2 12 10\n", "2 900 500\n3 1\n");
        Diary diary = new FileDiary(checkIns);
        assertThat(placesOf(diary, 0)).containsExactly(10, 11);
        assertThat(diary.second(0, 0)).isEqualTo(Diary.UNKNOWN);
        assertThat(placesOf(diary, 1)).containsExactly(10, 12);
        assertThat(checkIns.hasTimes()).isTrue();
        assertThat(checkIns.remarks()).hasSize(2);
    }

    @Test
    void finerUnitsAreMadeSeconds() throws IOException {
        CheckIns checkIns = read("1 10 11 12\n", "1 1400000000 1400000000999 1400000000999999\n");
        assertThat(IntStream.range(0, 3).mapToLong(at -> checkIns.second(0, at)))
                .containsOnly(1_400_000_000L);
    }
}
