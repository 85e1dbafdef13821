package io.maltan.recommendation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.place.Towns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTests {

    @TempDir private Path folder;

    private final PlaceIndex places = new PlaceIndex();

    private Path written() {
        for (int place = 0; place < 4; place++) {
            var _ = Towns.put(places, Towns.place("P" + place, "food", 37.5, 127));
        }
        TrainingSet set = TrainedModels.set(places, new int[] {0, 1}, new int[] {0, 1, 2});
        ItemGraph graph =
                new ItemGraphTrainer(ItemGraphTrainer.Settings.STANDARD).train(set.interactions());
        ModelFile.About about =
                new ModelFile.About(
                        "graph-1",
                        Instant.parse("2026-11-20T03:00:00Z"),
                        12,
                        2,
                        5,
                        1,
                        new OfflineMeasure(20, 2, 0.25, 0.125),
                        null,
                        new RankingWeights(
                                List.of("near", "visitors"),
                                List.of(-1.5, 0.25),
                                900,
                                300,
                                0.4,
                                0.2));
        Path path = folder.resolve("graph-1.model");
        ModelFile.write(path, about, graph, set.ids(), set.interactions().degrees());
        return path;
    }

    @Test
    void tellsWhatWasWritten() {
        Path path = written();
        ModelFile file = ModelFile.open(path);

        assertThat(file.header().about().measure())
                .isEqualTo(new OfflineMeasure(20, 2, 0.25, 0.125));
        RankingWeights weights = Objects.requireNonNull(file.header().about().weights());
        assertThat(weights.of("visitors")).isEqualTo(0.25);
        assertThat(weights.of("unheard of")).isZero();
        assertThat(file.bytes()).isEqualTo(path.toFile().length());
        assertThat(file.id(2)).isEqualTo(places.id(2));
        assertThat(file.visitors(0)).isEqualTo(2);
    }

    @Test
    void scoresAsBeforeItWasWritten() {
        Path path = written();
        Model model = Model.of(ModelFile.open(path), places);
        TrainingSet set = TrainedModels.set(places, new int[] {0, 1}, new int[] {0, 1, 2});
        Model trained = TrainedModels.train(set, places);

        assertThat(model.contribution(0, 1)).isPositive().isEqualTo(trained.contribution(0, 1));
        assertThat(model.history(new int[] {0, 2}, new double[] {1, -0.5}).score(1))
                .isEqualTo(trained.history(new int[] {0, 2}, new double[] {1, -0.5}).score(1));
        assertThat(model.similar(2, 5)).containsExactlyInAnyOrder(0, 1);
        assertThat(model.knows(3)).isTrue();
        assertThat(model.visitors(3)).isZero();
    }

    @Test
    void placesThatAreNoMoreKeepTheirLinksUntilTheyComeBack() {
        PlaceIndex empty = new PlaceIndex();
        Model model = Model.of(ModelFile.open(written()), empty);
        assertThat(empty.find(places.id(1))).isEmpty();
        assertThat(empty.inBusiness()).isZero();
        int from = empty.numberFor(places.id(0));
        int back =
                Towns.put(
                        empty,
                        Towns.place(places.id(1), "Back", "food", 37.5, 127, "open", 3, null));
        assertThat(empty.find(places.id(1))).hasValue(back);
        assertThat(model.contribution(from, back)).isPositive();
    }

    @Test
    void refusesADamagedFile() throws IOException {
        Path path = written();
        byte[] bytes = Files.readAllBytes(path);
        bytes[bytes.length - 3] ^= 1;
        Files.write(path, bytes);
        assertThatThrownBy(() -> ModelFile.open(path))
                .isInstanceOf(UnusableModelFile.class)
                .hasMessageContaining("checksum");
    }

    @Test
    void refusesHalfAFileAndAnother() throws IOException {
        Path path = written();
        byte[] bytes = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> ModelFile.open(path)).hasMessageContaining("cut off");
        Files.writeString(path, "no model, but as long as the beginning of one would be");
        assertThatThrownBy(() -> ModelFile.open(path)).hasMessageContaining("is no model");
        Files.writeString(path, "short");
        assertThatThrownBy(() -> ModelFile.open(path)).hasMessageContaining("too short");
        assertThatThrownBy(() -> ModelFile.open(folder.resolve("missing")))
                .isInstanceOf(UnusableModelFile.class);
    }
}
