package io.maltan.compose.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTests {

    @TempDir private Path folder = Path.of(".");

    @Test
    void isTakenByOneAtATime() {
        DataFolder data = new DataFolder(folder.resolve("new"));

        data.take();
        System.gc(); // a lock that nothing refers to would be lost with its channel

        assertThatThrownBy(data::take)
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("already running")
                .hasMessageContaining("MALTAN_DATA");
    }

    @Test
    void forgetsItsOwnAndNothingElse() throws IOException {
        DataFolder data = new DataFolder(folder);
        Files.createDirectories(data.postgres().resolve("base"));
        Files.writeString(data.postgres().resolve("base/1"), "row");
        Files.writeString(data.secrets(), "secret");
        Path foreign = Files.writeString(folder.resolve("thesis.txt"), "mine");

        data.clear();

        assertThat(data.postgres()).doesNotExist();
        assertThat(data.secrets()).doesNotExist();
        assertThat(foreign).hasContent("mine");
    }
}
