package io.maltan.platform.configuration;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.validation.annotation.Validated;

/** A record of our settings that is bound once, when the process starts. */
record BoundOnce(String prefix, Class<?> type) {

    private static final String OURS = "maltan.";

    static List<BoundOnce> in(ApplicationContext context) {
        return ConfigurationPropertiesBean.getAll(context).values().stream()
                .map(bean -> new BoundOnce(bean.getAnnotation().prefix(), typeOf(bean)))
                .filter(record -> record.prefix().startsWith(OURS))
                .toList();
    }

    private static Class<?> typeOf(ConfigurationPropertiesBean bean) {
        return bean.asBindTarget().getType().toClass();
    }

    /** Whether the start of the process asks for more than values of the right type. */
    boolean isValidated() {
        return AnnotatedElementUtils.hasAnnotation(type, Validated.class);
    }
}
