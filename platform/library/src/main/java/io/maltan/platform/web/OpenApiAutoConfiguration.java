package io.maltan.platform.web;

import io.maltan.platform.page.PageRequest;
import io.maltan.platform.security.Caller;
import io.maltan.platform.stream.EventStream;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.util.Arrays;
import java.util.Optional;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Teaches the OpenAPI documents the parameters that platform resolves, and its streams. */
@AutoConfiguration
@ConditionalOnClass(SpringDocUtils.class)
class OpenApiAutoConfiguration {

    static {
        SpringDocUtils.getConfig()
                .replaceWithClass(EventStream.class, String.class)
                .addRequestWrapperToIgnore(Caller.class, PageRequest.class, Optional.class);
    }

    @Bean
    OperationCustomizer pagedOperations() {
        return (operation, handler) -> {
            boolean paged =
                    Arrays.stream(handler.getMethodParameters())
                            .anyMatch(
                                    parameter -> parameter.getParameterType() == PageRequest.class);
            if (paged) {
                operation.addParametersItem(
                        new QueryParameter()
                                .name("limit")
                                .description("How many items, 1 to " + PageRequest.HIGHEST_LIMIT)
                                .schema(new IntegerSchema()._default(PageRequest.DEFAULT_LIMIT)));
                operation.addParametersItem(
                        new QueryParameter()
                                .name("cursor")
                                .description("nextCursor of the page before")
                                .schema(new StringSchema()));
            }
            return operation;
        };
    }
}
