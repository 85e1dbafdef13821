package io.maltan.compose.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import crosby.binary.BinaryParser;
import crosby.binary.Osmformat;
import crosby.binary.file.BlockInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractTests {

    @TempDir private Path folder = Path.of(".");

    @Test
    void isReadableByOthers() throws IOException {
        Path file = Extract.write(folder.resolve("village.osm.pbf"));
        List<String> names = new ArrayList<>();

        new BlockInputStream(Files.newInputStream(file), new Names(names)).process();

        assertThat(names).hasSize(108).contains("시험마을 1").doesNotContain("시험마을 0");
    }

    @Test
    void isTheSameEachTime() throws IOException {
        byte[] first = Files.readAllBytes(Extract.write(folder.resolve("first.osm.pbf")));
        byte[] second = Files.readAllBytes(Extract.write(folder.resolve("second.osm.pbf")));

        assertThat(second).isEqualTo(first);
    }

    private static final class Names extends BinaryParser {
        private final List<String> names;

        private Names(List<String> names) {
            this.names = names;
        }

        @Override
        protected void parseDense(Osmformat.DenseNodes nodes) {
            for (int i = 0; i < nodes.getKeysValsCount(); i++) {
                if (nodes.getKeysVals(i) != 0
                        && getStringById(nodes.getKeysVals(i)).equals("name:ko")) {
                    names.add(getStringById(nodes.getKeysVals(i + 1)));
                }
            }
        }

        @Override
        protected void parseRelations(List<Osmformat.Relation> relations) {}

        @Override
        protected void parseNodes(List<Osmformat.Node> nodes) {}

        @Override
        protected void parseWays(List<Osmformat.Way> ways) {}

        @Override
        protected void parse(Osmformat.HeaderBlock header) {}

        @Override
        public void complete() {}
    }
}
