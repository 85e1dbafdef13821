package io.maltan.platform.configuration;

import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/**
 * Judges all that is mounted: also what counts from the next start only, lest a value that is put
 * in force today keeps every replica from starting tomorrow, and names that nothing reads.
 */
final class SettingsCheck {

    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("maltan");
    private static final ConfigurationPropertyName LEVELS =
            ConfigurationPropertyName.of("logging.level");

    private final MountedFiles files;
    private final LiveSettings live;
    private final Supplier<List<BoundOnce>> boundOnce;
    private final Validator validator;
    private final ConfigurableEnvironment started;

    /**
     * Judges for a process.
     *
     * @param started its settings as they were when it started
     * @param boundOnce the records that it bound then, asked for when all of them are
     */
    SettingsCheck(
            MountedFiles files,
            LiveSettings live,
            ConfigurableEnvironment started,
            Supplier<List<BoundOnce>> boundOnce,
            Validator validator) {
        this.files = files;
        this.live = live;
        this.started = started;
        this.boundOnce = boundOnce;
        this.validator = validator;
    }

    /**
     * Fails where the process could not start with these settings, or where a name in its own file
     * is none of its settings. The file that all processes share has names of others.
     */
    void requireValid(ConfigurableEnvironment next) {
        Names read = new Names();
        List<BoundOnce> records = boundOnce.get();
        records.forEach(record -> bind(next, record, read));
        live.bindAll(next, read);
        requireKnown(next, read, prefixesOf(records));
    }

    private void bind(ConfigurableEnvironment next, BoundOnce record, BindHandler names) {
        BindHandler handler =
                record.isValidated()
                        ? new ValidationBindHandler(names, new SpringValidatorAdapter(validator))
                        : names;
        Binder.get(next).bindOrCreate(record.prefix(), Bindable.of(record.type()), handler);
    }

    private List<ConfigurationPropertyName> prefixesOf(List<BoundOnce> records) {
        return Stream.concat(records.stream().map(BoundOnce::prefix), live.prefixes().stream())
                .map(ConfigurationPropertyName::of)
                .toList();
    }

    private void requireKnown(
            ConfigurableEnvironment next, Names read, List<ConfigurationPropertyName> prefixes) {
        Set<ConfigurationProperty> unknown = new TreeSet<>();
        for (IterableConfigurationPropertySource source : mountedIn(next)) {
            boolean own = files.isOwn(source.getUnderlyingSource());
            source.stream()
                    .filter(OURS::isAncestorOf)
                    .filter(name -> own || isBelowOneOf(prefixes, name))
                    .filter(name -> !read.contain(name) && !isInTheJar(next, name))
                    .map(source::getConfigurationProperty)
                    .forEach(unknown::add);
        }
        if (!unknown.isEmpty()) {
            throw new UnboundConfigurationPropertiesException(unknown);
        }
    }

    private static boolean isBelowOneOf(
            List<ConfigurationPropertyName> prefixes, ConfigurationPropertyName name) {
        return prefixes.stream().anyMatch(prefix -> prefix.isAncestorOf(name));
    }

    /** What the jar names is read, be it by other settings. */
    private static boolean isInTheJar(
            ConfigurableEnvironment next, ConfigurationPropertyName name) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(next)) {
            if (!LiveSettings.isMounted(source) && source.getConfigurationProperty(name) != null) {
                return true;
            }
        }
        return false;
    }

    private static List<IterableConfigurationPropertySource> mountedIn(
            ConfigurableEnvironment environment) {
        List<IterableConfigurationPropertySource> mounted = new ArrayList<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (LiveSettings.isMounted(source)
                    && source instanceof IterableConfigurationPropertySource iterable) {
                mounted.add(iterable);
            }
        }
        return mounted;
    }

    /** The settings that differ from those that the process started with and has bound once. */
    List<String> waitingForRestart(ConfigurableEnvironment next) {
        return Stream.of(started, next)
                .flatMap(environment -> mountedIn(environment).stream())
                .flatMap(IterableConfigurationPropertySource::stream)
                .distinct()
                .filter(name -> !LEVELS.isAncestorOf(name) && !isLive(name))
                .filter(name -> !Objects.equals(valueIn(started, name), valueIn(next, name)))
                .map(ConfigurationPropertyName::toString)
                .sorted()
                .toList();
    }

    private boolean isLive(ConfigurationPropertyName name) {
        return live.prefixes().stream()
                .map(ConfigurationPropertyName::of)
                .anyMatch(prefix -> prefix.isAncestorOf(name));
    }

    private static @Nullable String valueIn(
            ConfigurableEnvironment environment, ConfigurationPropertyName name) {
        return Binder.get(environment).bind(name, Bindable.of(String.class)).orElse(null);
    }

    /** The names that records were bound from. */
    private static final class Names extends AbstractBindHandler {

        private final Set<ConfigurationPropertyName> bound = new HashSet<>();

        @Override
        public Object onSuccess(
                ConfigurationPropertyName name,
                Bindable<?> target,
                BindContext context,
                Object result) {
            bound.add(name);
            return result;
        }

        /** An element of a list counts as read, although another file's list may go before it. */
        boolean contain(ConfigurationPropertyName name) {
            return bound.contains(name)
                    || (name.isLastElementIndexed() && bound.contains(name.getParent()));
        }
    }
}
