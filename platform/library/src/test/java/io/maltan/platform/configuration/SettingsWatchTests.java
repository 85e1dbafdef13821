package io.maltan.platform.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.validation.annotation.Validated;

@ExtendWith(OutputCaptureExtension.class)
class SettingsWatchTests {

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();
    private static final String LOGGER = "io.maltan.example";

    private final StandardEnvironment environment = new StandardEnvironment();
    private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
    private final LiveSettings settings = new LiveSettings(environment, VALIDATOR);

    @TempDir Path folder;

    record Quota(@DefaultValue("10") @Min(1) long requests, @DefaultValue("1m") Duration window) {}

    record Colours(@DefaultValue("red") String first) {}

    /** Bound once, when the process starts. */
    @Validated
    record Shop(@DefaultValue("10") @Min(1) int size, @DefaultValue List<String> doors) {}

    /** Another record of the same place. */
    record Clerks(@DefaultValue("2") int clerks) {}

    @BeforeEach
    void theFolderIsNamed() {
        environment
                .getPropertySources()
                .addLast(
                        new MapPropertySource(
                                "application",
                                Map.of(
                                        "spring.application.name", "painter",
                                        "MALTAN_CONFIG", folder.toString(),
                                        "quota.window", "2m")));
    }

    @Test
    void readsTheProcessesOwnFileAboveTheSharedOneAboveTheJar() throws IOException {
        write("shared.yml", "quota: {requests: 20}\ncolours: {first: blue}");
        write("painter.yml", "quota: {requests: 30}");
        start();

        assertThat(settings.bind("quota", Quota.class).get())
                .isEqualTo(new Quota(30, Duration.ofMinutes(2)));
        assertThat(settings.bind("colours", Colours.class).get()).isEqualTo(new Colours("blue"));
    }

    @Test
    void putsAChangeInForceAndTellsWhoFollows() throws IOException {
        SettingsWatch watch = start();
        Live<Quota> quota = settings.bind("quota", Quota.class);
        List<Long> heard = new ArrayList<>();
        quota.follow(next -> heard.add(next.requests()));

        write("painter.yml", "quota: {requests: 50, window: 3s}");
        lookTwice(watch);
        delete("painter.yml");
        lookTwice(watch);

        assertThat(quota.get()).isEqualTo(new Quota(10, Duration.ofMinutes(2)));
        assertThat(heard).containsExactly(10L, 50L, 10L);
    }

    @Test
    void waitsUntilAFileIsWritten() throws IOException {
        SettingsWatch watch = start();
        Live<Quota> quota = settings.bind("quota", Quota.class);

        write("painter.yml", "quota: {requests: 5");
        watch.look();
        write("painter.yml", "quota: {requests: 55}");
        watch.look();
        assertThat(quota.get().requests()).isEqualTo(10);
        watch.look();
        assertThat(quota.get().requests()).isEqualTo(55);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quota: {requests: 0}",
                "quota: {requests: many}",
                "quota: {request: 60}",
                "quota: {requests: 60",
                "quota: {requests: 60}\nlogging.level.io.maltan.example: loud",
                "quota: {requests: 60}\nmaltan.shop.size: lots",
                "quota: {requests: 60}\nmaltan.shop.size: 0",
                "quota: {requests: 60}\nmaltan.shop.sizes: 5",
                "quota: {requests: 60}\nmaltan.shops.size: 5"
            })
    void refusesAsAWholeWhatIsWrongInOnePlace(String wrong) throws IOException {
        SettingsWatch watch = start();
        Live<Quota> quota = settings.bind("quota", Quota.class);
        Live<Colours> colours = settings.bind("colours", Colours.class);

        write("shared.yml", "colours: {first: green}");
        write("painter.yml", wrong);
        lookTwice(watch);
        assertThat(quota.get().requests()).isEqualTo(10);
        assertThat(colours.get().first()).isEqualTo("red");
        assertThat(environment.getProperty("colours.first")).isNull();

        write("painter.yml", "quota: {requests: 60}");
        lookTwice(watch);
        assertThat(quota.get().requests()).isEqualTo(60);
        assertThat(colours.get().first()).isEqualTo("green");
    }

    @Test
    void theFileOfAllHasNamesOfOthersButNoWrongOnesOfOurs() throws IOException {
        SettingsWatch watch = start();
        Live<Quota> quota = settings.bind("quota", Quota.class);

        write("shared.yml", "quota: {requests: 40}\nmaltan.bakery.ovens: 5");
        lookTwice(watch);
        assertThat(quota.get().requests()).isEqualTo(40);

        write("shared.yml", "quota: {requests: 50}\nmaltan.shop.sizes: 5");
        lookTwice(watch);
        assertThat(quota.get().requests()).isEqualTo(40);
    }

    @Test
    void namesWhatCountsFromTheNextStart(CapturedOutput output) throws IOException {
        write("painter.yml", "maltan.shop: {size: 20, clerks: 2, doors: [front, back]}");
        SettingsWatch watch = start();
        Live<Quota> quota = settings.bind("quota", Quota.class);

        write(
                "painter.yml",
                "quota.requests: 60\nmaltan.shop: {size: 30, clerks: 2, doors: [front]}");
        lookTwice(watch);
        assertThat(quota.get().requests()).isEqualTo(60);
        assertThat(output)
                .contains("from the next start: [maltan.shop.doors[1], maltan.shop.size]");

        write(
                "painter.yml",
                "quota.requests: 70\nmaltan.shop: {size: 20, clerks: 2, doors: [front, back]}");
        lookTwice(watch);
        assertThat(quota.get().requests()).isEqualTo(70);
        assertThat(output.toString().lines().toList().getLast()).endsWith("are in force");
    }

    @ParameterizedTest
    @ValueSource(strings = {"maltan.shop.size: lots", "maltan.shop.sizes: 5", "maltan.x: y"})
    void doesNotStartWithWhatWouldBeRefusedLater(String wrong) throws IOException {
        write("painter.yml", wrong);
        SettingsWatch watch = start();

        assertThatThrownBy(watch::start).hasMessageContaining("maltan");
        assertThat(watch.isRunning()).isFalse();
    }

    @Test
    void doesNotStartWithWhatIsWrong() throws IOException {
        write("painter.yml", "quota: {requests: 0}");
        start();

        assertThatThrownBy(() -> settings.bind("quota", Quota.class)).hasMessageContaining("quota");
    }

    @Test
    void setsLogLevelsAndTakesThemBack() throws IOException {
        SettingsWatch watch = start();

        write("shared.yml", "logging.level." + LOGGER + ": debug");
        lookTwice(watch);
        assertThat(logging.getLoggerConfiguration(LOGGER))
                .extracting(LoggerConfiguration::getEffectiveLevel)
                .isEqualTo(LogLevel.DEBUG);

        write("shared.yml", "");
        lookTwice(watch);
        assertThat(logging.getLoggerConfiguration(LOGGER))
                .extracting(LoggerConfiguration::getConfiguredLevel)
                .isNull();
    }

    @Test
    void followsLinksThatAreSwapped() throws IOException {
        Path first = Files.createDirectory(folder.resolve("..first"));
        Path second = Files.createDirectory(folder.resolve("..second"));
        Files.writeString(first.resolve("painter.yml"), "quota: {requests: 1}");
        Files.writeString(second.resolve("painter.yml"), "quota: {requests: 2}");
        Path data = Files.createSymbolicLink(folder.resolve("..data"), first);
        Files.createSymbolicLink(folder.resolve("painter.yml"), Path.of("..data/painter.yml"));
        SettingsWatch watch = start();
        Live<Quota> quota = settings.bind("quota", Quota.class);
        assertThat(quota.get().requests()).isEqualTo(1);

        Path swapped = Files.createSymbolicLink(folder.resolve("..data_tmp"), second);
        Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE);
        lookTwice(watch);
        assertThat(quota.get().requests()).isEqualTo(2);
    }

    @Test
    void readsSecretsFromFiles() throws IOException {
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("MALTAN_REDIS_PASSWORD"), "quiet\n");
        environment
                .getPropertySources()
                .addLast(
                        new MapPropertySource(
                                "folder", Map.of("MALTAN_SECRETS", secrets.toString())));
        start();

        assertThat(environment.resolvePlaceholders("${MALTAN_REDIS_PASSWORD:}")).isEqualTo("quiet");
    }

    private SettingsWatch start() throws IOException {
        new MountedSettings().postProcessEnvironment(environment, new SpringApplication());
        MountedFiles files = MountedSettings.filesOf(environment).orElseThrow();
        return new SettingsWatch(
                files,
                settings,
                new LogLevels(logging, new LoggerGroups(Map.of()), environment),
                new SettingsCheck(
                        files,
                        settings,
                        settings.with(files.parse(files.read())),
                        () ->
                                List.of(
                                        new BoundOnce("maltan.shop", Shop.class),
                                        new BoundOnce("maltan.shop", Clerks.class)),
                        VALIDATOR),
                Duration.ofSeconds(1),
                files.read());
    }

    private static void lookTwice(SettingsWatch watch) {
        watch.look();
        watch.look();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private void delete(String file) throws IOException {
        Files.delete(folder.resolve(file));
    }
}
