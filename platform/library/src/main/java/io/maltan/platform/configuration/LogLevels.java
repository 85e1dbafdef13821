package io.maltan.platform.configuration;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerGroup;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.Environment;

/** Log levels, by the names of loggers and of groups of loggers. */
final class LogLevels {

    private static final Bindable<Map<String, LogLevel>> LEVELS =
            Bindable.mapOf(String.class, LogLevel.class);

    private final LoggingSystem logging;
    private final LoggerGroups groups;
    private Map<String, LogLevel> inForce;

    LogLevels(LoggingSystem logging, LoggerGroups groups, Environment environment) {
        this.logging = logging;
        this.groups = groups;
        this.inForce = levelsIn(environment);
    }

    /**
     * Reads the levels of another environment.
     *
     * @return puts them in force
     * @throws RuntimeException when one of them is no level
     */
    Runnable prepare(Environment next) {
        Map<String, LogLevel> levels = levelsIn(next);
        return () -> change(levels);
    }

    private static Map<String, LogLevel> levelsIn(Environment environment) {
        return Binder.get(environment).bind("logging.level", LEVELS).orElseGet(Map::of);
    }

    private synchronized void change(Map<String, LogLevel> levels) {
        Set<String> names = new HashSet<>(inForce.keySet());
        names.addAll(levels.keySet());
        for (String name : names) {
            if (inForce.get(name) != levels.get(name)) {
                set(name, levels.get(name));
            }
        }
        inForce = levels;
    }

    /** Without a level a logger follows its parent. */
    private void set(String name, @Nullable LogLevel level) {
        LoggerGroup group = groups.get(name);
        List<String> loggers = group == null ? List.of(name) : group.getMembers();
        loggers.forEach(logger ->
                logging.setLogLevel(
                        logger.equalsIgnoreCase(LoggingSystem.ROOT_LOGGER_NAME)
                                ? LoggingSystem.ROOT_LOGGER_NAME
                                : logger,
                        level));
    }
}
