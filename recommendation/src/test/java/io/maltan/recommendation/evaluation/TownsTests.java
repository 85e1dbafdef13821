package io.maltan.recommendation.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.recommendation.situated.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TownsTests {

    @TempDir private Path folder;

    @Test
    void aCategoryMayBeOfSeveralWords() throws IOException {
        Path locations = Files.writeString(folder.resolve("locations"), "1 0 0\n2 0 0\n3 0 0\n");
        Path categories =
                Files.writeString(
                        folder.resolve("categories"),
                        "1 Coffee Shop\n2 Coffee Roaster\n3\tCoffee  Shop\n");
        Town town = Towns.read(locations, categories, new Numbering());
        assertThat(town.category(0)).isEqualTo(town.category(2)).isNotEqualTo(town.category(1));
    }
}
