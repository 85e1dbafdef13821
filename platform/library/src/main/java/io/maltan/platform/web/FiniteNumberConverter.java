package io.maltan.platform.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;

/** Reads decimals of parameters, refusing {@code NaN} and the infinities that Java would accept. */
final class FiniteNumberConverter implements Converter<String, @Nullable Double> {

    @Override
    public @Nullable Double convert(String text) {
        if (text.isBlank()) {
            return null;
        }
        double value = Double.parseDouble(text.trim());
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not a finite number");
        }
        return value;
    }
}
