package io.maltan.compose.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.compose.settings.Secrets;
import io.maltan.compose.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceProgramsTests {

    @TempDir private Path folder = Path.of(".");

    @Test
    void tellEachServiceItsOwnDatabasePasswordAlone() {
        ServicePrograms programs = programs(Map.of());

        assertThat(password(programs, Service.USER))
                .isNotEqualTo(password(programs, Service.PLACE));
        assertThat(programs.environment(Service.GATEWAY))
                .doesNotContainKeys("MALTAN_DATABASE_PASSWORD", "MALTAN_POSTGRES_HOST");
    }

    @Test
    void tellTheKeySecretAndTheAdministratorToTheUserServiceAlone() {
        ServicePrograms programs =
                programs(
                        Map.of(
                                "MALTAN_ADMIN_EMAIL", "mayor@town.example",
                                "MALTAN_ADMIN_PASSWORD", "from-the-mayor"));

        assertThat(programs.environment(Service.USER))
                .containsEntry("MALTAN_ADMIN_EMAIL", "mayor@town.example")
                .containsEntry("MALTAN_ADMIN_PASSWORD", "from-the-mayor")
                .containsKey("MALTAN_KEY_SECRET");
        assertThat(programs.environment(Service.PLACE))
                .containsEntry("MALTAN_ADMIN_PASSWORD", "")
                .doesNotContainKey("MALTAN_KEY_SECRET");
    }

    @Test
    void followThePorts() {
        ServicePrograms programs =
                programs(Map.of("MALTAN_BASE_PORT", "27000", "MALTAN_PORT", "27100"));

        assertThat(programs.environment(Service.GATEWAY))
                .containsEntry("SERVER_PORT", "27100")
                .containsEntry("MALTAN_PLACE_URI", "http://127.0.0.1:27002");
        assertThat(programs.environment(Service.PLACE))
                .containsEntry("SERVER_PORT", "27002")
                .containsEntry("MANAGEMENT_SERVER_PORT", "28002")
                .containsEntry("SERVER_ADDRESS", "127.0.0.1")
                .containsEntry("MALTAN_ISSUER", "http://localhost:27100");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void startWithTheArgumentsOfTheContainer(Service service) {
        Path arguments = Path.of("jvm", service.id() + ".args");

        assertThat(programs(Map.of()).program(service, Path.of("x.jar")).command().get(1))
                .endsWith(arguments.toString());
        assertThat(Files.exists(arguments)).isTrue();
    }

    private static String password(ServicePrograms programs, Service service) {
        return programs.environment(service).getOrDefault("MALTAN_DATABASE_PASSWORD", "");
    }

    private ServicePrograms programs(Map<String, String> environment) {
        Settings settings = Settings.from(Path.of("..").toAbsolutePath().normalize(), environment);
        Secrets secrets = Secrets.in(folder.resolve("secrets"));
        return new ServicePrograms(settings, secrets, Administrator.from(settings, secrets));
    }
}
