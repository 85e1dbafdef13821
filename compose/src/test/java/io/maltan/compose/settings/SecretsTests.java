package io.maltan.compose.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTests {

    @TempDir private Path folder;
    private Path file = Path.of("secrets");

    @BeforeEach
    void chooseAFile() {
        file = folder.resolve("secrets");
    }

    @Test
    void stayTheSameOverRestarts() {
        String generated = Secrets.in(file).secret("postgres");

        assertThat(Secrets.in(file).secret("postgres")).isEqualTo(generated);
        assertThat(Base64.getUrlDecoder().decode(generated)).hasSize(32);
    }

    @Test
    void differFromEachOther() {
        Secrets secrets = Secrets.in(file);

        assertThat(secrets.secret("maltan_user")).isNotEqualTo(secrets.secret("maltan_place"));
    }

    @Test
    void areForTheOwnerAlone() throws IOException {
        assertThat(Secrets.in(file).password("admin")).hasSizeGreaterThanOrEqualTo(20);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
