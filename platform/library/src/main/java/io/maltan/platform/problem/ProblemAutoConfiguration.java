package io.maltan.platform.problem;

import java.util.List;
import java.util.Locale;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.ReloadableResourceBundleMessageSource;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import org.springframework.web.server.i18n.AcceptHeaderLocaleContextResolver;
import org.springframework.web.server.i18n.LocaleContextResolver;
import tools.jackson.databind.json.JsonMapper;

/** Problem details in the client's language, in every service and in the gateway. */
@AutoConfiguration(
        beforeName = "org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration")
class ProblemAutoConfiguration {

    private static final List<Locale> LOCALES = List.of(Locale.ENGLISH, Locale.KOREAN);

    /** Ahead of Spring Boot's own handler, which stands at -1. */
    @Bean
    @Order(-2)
    ProblemHandler problemHandler(JsonMapper json) {
        return new ProblemHandler(problemMessages(), json);
    }

    /**
     * The service's own bundle first, then platform's; loaded here, since requests must not wait
     * for files.
     */
    private static ReloadableResourceBundleMessageSource problemMessages() {
        ReloadableResourceBundleMessageSource messages =
                new ReloadableResourceBundleMessageSource();
        messages.setBasenames("classpath:problems", "classpath:platform-problems");
        messages.setDefaultEncoding("UTF-8");
        messages.setDefaultLocale(Locale.ENGLISH);
        LOCALES.forEach(locale -> messages.getMessage("internal.title", null, locale));
        return messages;
    }

    @Bean(WebHttpHandlerBuilder.LOCALE_CONTEXT_RESOLVER_BEAN_NAME)
    LocaleContextResolver localeContextResolver() {
        AcceptHeaderLocaleContextResolver resolver = new AcceptHeaderLocaleContextResolver();
        resolver.setSupportedLocales(LOCALES);
        resolver.setDefaultLocale(Locale.ENGLISH);
        return resolver;
    }
}
