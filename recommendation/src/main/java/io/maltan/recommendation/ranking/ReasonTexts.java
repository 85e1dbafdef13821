package io.maltan.recommendation.ranking;

import io.maltan.recommendation.place.Region;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.springframework.stereotype.Component;

/** The words of reasons and categories, in Korean and English, read once. */
@Component
final class ReasonTexts {

    private static final String KOREAN = "ko";

    private final Words english =
            new Words(read("reasons.properties"), read("categories.properties"));
    private final Words korean =
            new Words(read("reasons_ko.properties"), read("categories_ko.properties"));

    private static Properties read(String resource) {
        Properties properties = new Properties();
        try (InputStream stream = ReasonTexts.class.getResourceAsStream("/" + resource)) {
            properties.load(
                    new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(ReasonCode code, Locale locale, Object... arguments) {
        String pattern = words(locale).reasons().getProperty(code.code());
        return new MessageFormat(pattern, locale).format(arguments);
    }

    /** That a place is rising, and where. */
    Reason rising(Optional<Region> region, Locale locale) {
        String text =
                region.map(known -> text(ReasonCode.RISING, locale, known.name(locale)))
                        .orElseGet(() -> words(locale).reasons().getProperty("rising_somewhere"));
        return new Reason(ReasonCode.RISING.code(), text, null);
    }

    /** That many people come; around here, where somebody told where that is. */
    Reason popular(boolean here, Locale locale) {
        return new Reason(
                ReasonCode.POPULAR_HERE.code(),
                here
                        ? text(ReasonCode.POPULAR_HERE, locale)
                        : words(locale).reasons().getProperty("popular_anywhere"),
                null);
    }

    /** A category's name; one that has none here is shown by the last part of its code. */
    String category(String code, Locale locale) {
        String named = words(locale).categories().getProperty(code);
        return named == null ? code.substring(code.lastIndexOf('.') + 1).replace('_', ' ') : named;
    }

    /** A distance as people say it. */
    String distance(double metres, Locale locale) {
        long rounded = Math.max(10, Math.round(metres / 10) * 10);
        return rounded < 1_000 ? rounded + " m" : String.format(locale, "%.1f km", metres / 1_000);
    }

    private Words words(Locale locale) {
        return locale.getLanguage().equals(KOREAN) ? korean : english;
    }

    private record Words(Properties reasons, Properties categories) {}
}
