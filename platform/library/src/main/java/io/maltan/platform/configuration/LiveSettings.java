package io.maltan.platform.configuration;

import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/**
 * Binds records of settings that follow the mounted files. A record that needs no files is bound
 * once and stays.
 */
public final class LiveSettings {

    private final ConfigurableEnvironment environment;
    private final Validator validator;
    private final List<Section<?>> sections = new ArrayList<>();

    LiveSettings(ConfigurableEnvironment environment, Validator validator) {
        this.environment = environment;
        this.validator = validator;
    }

    /**
     * The settings under a prefix; fails where they are not valid. Names in the mounted files that
     * the record does not know are not valid either.
     */
    public synchronized <T> Live<T> bind(String prefix, Class<T> type) {
        Section<T> section = new Section<>(prefix, type, Live.of(bound(environment, prefix, type)));
        sections.add(section);
        return section.live();
    }

    /**
     * Reads all sections from other mounted settings.
     *
     * @return puts them in force
     * @throws RuntimeException when any of them is not valid
     */
    synchronized Runnable prepare(List<PropertySource<?>> mounted) {
        ConfigurableEnvironment next = with(mounted);
        List<Runnable> changes =
                sections.stream().<Runnable>map(section -> section.prepare(next)).toList();
        return () -> {
            MountedFiles.replace(environment.getPropertySources(), mounted);
            changes.forEach(Runnable::run);
        };
    }

    /** Binds all sections from another environment. */
    synchronized void bindAll(ConfigurableEnvironment from, BindHandler handler) {
        sections.forEach(section -> section.bind(from, handler));
    }

    /** Where the sections are. */
    synchronized List<String> prefixes() {
        return sections.stream().<String>map(Section::prefix).toList();
    }

    ConfigurableEnvironment current() {
        return environment;
    }

    /** The environment as it would be. */
    ConfigurableEnvironment with(List<PropertySource<?>> mounted) {
        StandardEnvironment next = new StandardEnvironment();
        next.getPropertySources().forEach(own -> next.getPropertySources().remove(own.getName()));
        environment.getPropertySources().stream()
                .filter(source ->
                        !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source))
                .forEach(next.getPropertySources()::addLast);
        MountedFiles.replace(next.getPropertySources(), mounted);
        ConfigurationPropertySources.attach(next);
        return next;
    }

    private <T> T bound(ConfigurableEnvironment from, String prefix, Class<T> type) {
        BindHandler strict =
                new NoUnboundElementsBindHandler(BindHandler.DEFAULT, LiveSettings::isMounted);
        return Binder.get(from)
                .bindOrCreate(
                        prefix,
                        Bindable.of(type),
                        new ValidationBindHandler(strict, new SpringValidatorAdapter(validator)));
    }

    static boolean isMounted(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof PropertySource<?> underlying
                && MountedFiles.isMounted(underlying);
    }

    private final class Section<T> {

        private final String prefix;
        private final Class<T> type;
        private final Live<T> live;

        Section(String prefix, Class<T> type, Live<T> live) {
            this.prefix = prefix;
            this.type = type;
            this.live = live;
        }

        Live<T> live() {
            return live;
        }

        String prefix() {
            return prefix;
        }

        void bind(ConfigurableEnvironment from, BindHandler handler) {
            Binder.get(from).bindOrCreate(prefix, Bindable.of(type), handler);
        }

        Runnable prepare(ConfigurableEnvironment next) {
            T settings = bound(next, prefix, type);
            return () -> live.change(settings);
        }
    }
}
