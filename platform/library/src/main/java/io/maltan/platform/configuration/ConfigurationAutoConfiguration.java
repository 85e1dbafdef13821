package io.maltan.platform.configuration;

import jakarta.validation.Validator;
import java.io.IOException;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Settings that follow the mounted files, where {@code MALTAN_CONFIG} names their folder. */
@AutoConfiguration
@EnableConfigurationProperties(WatchProperties.class)
class ConfigurationAutoConfiguration {

    @Bean
    LiveSettings liveSettings(ConfigurableEnvironment environment, Validator validator) {
        return new LiveSettings(environment, validator);
    }

    @Bean
    @Conditional(FolderIsNamed.class)
    SettingsWatch settingsWatch(
            ConfigurableEnvironment environment,
            LiveSettings settings,
            LoggingSystem logging,
            LoggerGroups groups,
            WatchProperties properties,
            ApplicationContext context,
            Validator validator)
            throws IOException {
        MountedFiles files = MountedSettings.filesOf(environment).orElseThrow();
        MountedFiles.Content first = files.read();
        return new SettingsWatch(
                files,
                settings,
                new LogLevels(logging, groups, environment),
                new SettingsCheck(
                        files,
                        settings,
                        settings.with(files.parse(first)),
                        () -> BoundOnce.in(context),
                        validator),
                properties.interval(),
                first);
    }

    static final class FolderIsNamed implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return MountedSettings.filesOf(context.getEnvironment()).isPresent();
        }
    }
}
