package io.maltan.platform.configuration;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * Looks at the mounted files again and again. What has changed is read as a whole: if all of it is
 * valid it is put in force, else none of it, and the log says why.
 *
 * <p>A file is taken only when two looks have seen the same, so that none is read while it is being
 * written.
 */
final class SettingsWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SettingsWatch.class);

    private final MountedFiles files;
    private final LiveSettings settings;
    private final LogLevels levels;
    private final SettingsCheck check;
    private final Duration interval;

    private volatile Disposable watching = Disposables.disposed();
    private MountedFiles.Content judged;
    private MountedFiles.@Nullable Content seen;
    private boolean readable = true;

    SettingsWatch(
            MountedFiles files,
            LiveSettings settings,
            LogLevels levels,
            SettingsCheck check,
            Duration interval,
            MountedFiles.Content first) {
        this.files = files;
        this.settings = settings;
        this.levels = levels;
        this.check = check;
        this.interval = interval;
        this.judged = first;
    }

    /** What would be refused later keeps the process from starting. */
    @Override
    public void start() {
        check.requireValid(settings.current());
        watching =
                Flux.interval(interval, Schedulers.boundedElastic())
                        .onBackpressureDrop()
                        .subscribe(tick -> look());
    }

    @Override
    public void stop() {
        watching.dispose();
    }

    @Override
    public boolean isRunning() {
        return !watching.isDisposed();
    }

    synchronized void look() {
        try {
            MountedFiles.Content content = files.read();
            if (!content.equals(judged) && content.equals(seen)) {
                judged = content;
                judge(content);
            }
            seen = content;
            readable = true;
        } catch (IOException e) {
            if (readable) {
                log.error("Settings in {} cannot be read: {}", files.folder(), e.toString());
            }
            readable = false;
        }
    }

    private void judge(MountedFiles.Content content) {
        try {
            List<PropertySource<?>> mounted = files.parse(content);
            ConfigurableEnvironment next = settings.with(mounted);
            Runnable levelsChange = levels.prepare(next);
            Runnable settingsChange = settings.prepare(mounted);
            check.requireValid(next);
            settingsChange.run();
            levelsChange.run();
            tellWhatIsInForce(check.waitingForRestart(next));
        } catch (IOException | RuntimeException e) {
            log.error(
                    "Settings in {} are refused as a whole, those before stay in force: {}",
                    files.folder(),
                    reasonOf(e));
        }
    }

    private void tellWhatIsInForce(List<String> waiting) {
        if (waiting.isEmpty()) {
            log.info("Settings in {} have changed and are in force", files.folder());
        } else {
            log.warn(
                    "Settings in {} have changed and are in force, except for those that count from"
                            + " the next start: {}",
                    files.folder(),
                    waiting);
        }
    }

    /** What is wrong, and where. */
    private static String reasonOf(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindValidationException invalid) {
                return invalid.getValidationErrors().getAllErrors().stream()
                        .map(SettingsWatch::inWords)
                        .toList()
                        .toString();
            }
            if (cause instanceof UnboundConfigurationPropertiesException unknown) {
                return unknown.getUnboundProperties().stream()
                        .map(property ->
                                "no setting is named " + property.getName() + originOf(property))
                        .toList()
                        .toString();
            }
        }
        ConfigurationProperty property =
                error instanceof BindException bind ? bind.getProperty() : null;
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return property == null
                ? error.getMessage() + ": " + root.getMessage()
                : property.getName()
                        + " is "
                        + property.getValue()
                        + originOf(property)
                        + ": "
                        + root.getMessage();
    }

    private static String inWords(ObjectError error) {
        return error instanceof FieldError field
                ? "%s.%s is %s: %s"
                        .formatted(
                                field.getObjectName(),
                                field.getField(),
                                field.getRejectedValue(),
                                field.getDefaultMessage())
                : String.valueOf(error.getDefaultMessage());
    }

    private static String originOf(ConfigurationProperty property) {
        return property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")";
    }
}
