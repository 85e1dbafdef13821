package io.maltan.platform.web;

import jakarta.validation.Validator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Parameters, patches and time limits, the same in every service. */
@AutoConfiguration
@EnableConfigurationProperties({WebProperties.class, StopProperties.class})
class WebAutoConfiguration {

    @Bean
    MergePatch mergePatch(JsonMapper json, Validator validator) {
        return new MergePatch(json, validator);
    }

    /** A number or a truth value where the contract says text is a mistake, not a text. */
    @Bean
    JsonMapperBuilderCustomizer strictTexts() {
        return mapper ->
                mapper.withCoercionConfig(
                        LogicalType.Textual,
                        texts ->
                                texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                        .setCoercion(
                                                CoercionInputShape.Boolean, CoercionAction.Fail));
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 50)
    TimeLimitFilter timeLimitFilter(WebProperties properties) {
        return new TimeLimitFilter(properties);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    LameDuck lameDuck(StopProperties properties) {
        return new LameDuck(properties.notice());
    }

    @Bean
    FirstRequests firstRequests(
            WebProperties properties,
            ObjectProvider<Rehearsal> rehearsals,
            Environment environment) {
        return new FirstRequests(
                properties.firstRequests(), rehearsals.orderedStream().toList(), environment);
    }

    @Bean
    WebFluxConfigurer parameterConventions() {
        return new WebFluxConfigurer() {
            @Override
            public void configureArgumentResolvers(ArgumentResolverConfigurer resolvers) {
                resolvers.addCustomResolver(new PageRequestArgumentResolver());
            }

            @Override
            public void addFormatters(FormatterRegistry registry) {
                FiniteNumberConverter finite = new FiniteNumberConverter();
                registry.addConverter(finite);
                registry.addConverter(String.class, double.class, finite);
            }
        };
    }
}
