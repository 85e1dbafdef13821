package io.maltan.recommendation.ranking;

import io.maltan.recommendation.model.Models;
import io.maltan.recommendation.place.Categories;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.place.Region;
import io.maltan.recommendation.profile.Taste;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says why a place has its score: the parts that gave the most, in words. */
@Component
final class Reasons {

    private static final int MOST = 3;
    private static final double FAINTEST = 0.02;
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final PlaceIndex places;
    private final Models models;
    private final ReasonTexts texts;

    Reasons(PlaceIndex places, Models models, ReasonTexts texts) {
        this.places = places;
        this.models = models;
        this.texts = texts;
    }

    /** The reasons for the place that the scoring scored last, the weightiest first. */
    List<Reason> of(int place, Scoring scoring, Asker asker) {
        Map<String, Reason> reasons = new LinkedHashMap<>();
        for (Part part : weightiest(place, scoring)) {
            if (reasons.size() < MOST) {
                reason(part, place, scoring, asker)
                        .ifPresent(reason -> reasons.putIfAbsent(reason.code(), reason));
            }
        }
        return List.copyOf(reasons.values());
    }

    /** Where nothing else speaks for a place, discovery does. */
    private static List<Part> weightiest(int place, Scoring scoring) {
        List<Part> parts = new ArrayList<>();
        for (Part part : Part.values()) {
            if (!part.isAgainst()
                    && weight(part, place, scoring) >= FAINTEST
                    && isSo(part, place, scoring)) {
                parts.add(part);
            }
        }
        if (parts.isEmpty()) {
            parts.add(Part.DISCOVERY);
        }
        parts.sort(
                Comparator.comparingDouble((Part part) -> -weight(part, place, scoring))
                        .thenComparing(part -> part));
        return parts;
    }

    /**
     * A few people raise the score of a place a little; popular it is when more come than usual.
     */
    private static boolean isSo(Part part, int place, Scoring scoring) {
        return part != Part.POPULAR || scoring.isPopular(place);
    }

    /** Every place is some way off: nearness counts for as much as it is better than far. */
    private static double weight(Part part, int place, Scoring scoring) {
        return part == Part.NEAR ? scoring.nearness(place) : scoring.part(part);
    }

    private Optional<Reason> reason(Part part, int place, Scoring scoring, Asker asker) {
        return switch (part) {
            case TOGETHER -> together(place, scoring, asker);
            case KIND -> kind(place, asker);
            case WORDS -> words(place, asker);
            case YOUR_AREA -> plain(ReasonCode.YOUR_AREA, asker);
            case FOLLOWED -> plain(ReasonCode.FOLLOWED_PEOPLE, asker);
            case TIMELY ->
                    plain(
                            ReasonCode.GOOD_HOUR,
                            asker,
                            texts.category(places.categoryCode(place), asker.locale()));
            case PREFERRED_CATEGORY -> Optional.of(preferred(place, asker));
            case PREFERRED_REGION -> region(place, asker);
            case POPULAR -> Optional.of(texts.popular(asker.position() != null, asker.locale()));
            case RATED -> plain(ReasonCode.HIGHLY_RATED, asker, rating(place));
            case RISING -> Optional.of(texts.rising(places.region(place), asker.locale()));
            case NEAR -> near(place, asker);
            case OPEN -> open(place, asker);
            case FRESH -> plain(ReasonCode.NEW_HERE, asker);
            case DISCOVERY -> plain(ReasonCode.TO_DISCOVER, asker);
            case CLOSED, KNOWN, ERRAND, SHOWN -> Optional.empty();
        };
    }

    private Optional<Reason> plain(ReasonCode code, Asker asker, Object... arguments) {
        return Optional.of(
                new Reason(code.code(), texts.text(code, asker.locale(), arguments), null));
    }

    /** Of where others go nothing is said that one or two people alone have done. */
    private Optional<Reason> together(int place, Scoring scoring, Asker asker) {
        return strongestBeside(place, asker, signal -> contribution(signal.place(), place))
                .flatMap(source ->
                        source.isLiked() && !asker.isAskingForSimilar()
                                ? Optional.of(about(ReasonCode.BECAUSE_YOU_LIKED, source, asker))
                                : Optional.of(source)
                                        .filter(_ -> scoring.hasAFewVisitors(place))
                                        .filter(_ -> scoring.hasAFewVisitors(source.place()))
                                        .map(_ ->
                                                about(
                                                        ReasonCode.PEOPLE_ALSO_VISIT,
                                                        source,
                                                        asker)));
    }

    private double contribution(int from, int to) {
        return models.current().contribution(from, to);
    }

    /** One liked place is named, of the kinds beside it if need be; a habit by its category. */
    private Optional<Reason> kind(int place, Asker asker) {
        String code = places.categoryCode(place);
        if (asker.isAskingForSimilar()) {
            return similarKind(code, asker);
        }
        List<Taste.Signal> causes =
                asker.taste().signals().stream()
                        .filter(signal -> signal.place() != place)
                        .filter(signal -> signal.weight() > 0 && likeness(signal, code) == 1)
                        .toList();
        return causes.size() > 1
                ? Optional.of(habit(causes, code, asker))
                : strongestBeside(place, asker, signal -> likeness(signal, code))
                        .map(source -> kindOf(source, code, asker));
    }

    /** What the two have in common, which may be less than what either is. */
    private Optional<Reason> similarKind(String code, Asker asker) {
        return strongest(asker, signal -> likeness(signal, code))
                .map(source -> category(ReasonCode.SIMILAR_KIND, inCommon(source, code), asker));
    }

    private Reason kindOf(Taste.Signal source, String code, Asker asker) {
        return source.isLiked()
                ? about(ReasonCode.BECAUSE_YOU_LIKED, source, asker)
                : category(ReasonCode.CATEGORY_OF_INTEREST, inCommon(source, code), asker);
    }

    /** Who went to places of a kind, or looked at them, has not said that they like it. */
    private Reason habit(List<Taste.Signal> causes, String code, Asker asker) {
        return category(
                causes.stream().anyMatch(Taste.Signal::isLiked)
                        ? ReasonCode.CATEGORY_YOU_LIKE
                        : ReasonCode.CATEGORY_OF_INTEREST,
                code,
                asker);
    }

    /** By what the person named, which may be all that its category is a part of. */
    private Reason preferred(int place, Asker asker) {
        String code = places.categoryCode(place);
        String named =
                asker.taste().preferences().categories().stream()
                        .filter(preferred -> Categories.isWithin(code, preferred))
                        .max(Comparator.comparingInt(String::length))
                        .orElse(code);
        return category(ReasonCode.CATEGORY_YOU_LIKE, named, asker);
    }

    private String inCommon(Taste.Signal source, String code) {
        return Categories.inCommon(places.categoryCode(source.place()), code);
    }

    private double likeness(Taste.Signal signal, String code) {
        return Categories.similarity(places.categoryCode(signal.place()), code);
    }

    private Optional<Reason> words(int place, Asker asker) {
        Optional<Taste.Signal> source =
                strongestBeside(place, asker, signal -> sharedWords(signal.place(), place));
        return asker.isAskingForSimilar()
                ? source.map(named -> about(ReasonCode.SIMILAR_NAME, named, asker))
                : source.filter(Taste.Signal::isLiked)
                        .map(named -> about(ReasonCode.BECAUSE_YOU_LIKED, named, asker))
                        .or(() -> kind(place, asker));
    }

    private double sharedWords(int one, int other) {
        double shared = 0;
        for (int word : places.words(one)) {
            for (int same : places.words(other)) {
                shared += word == same ? places.telling(word) : 0;
            }
        }
        return shared;
    }

    /** A place is no reason for itself. */
    private static Optional<Taste.Signal> strongestBeside(
            int place, Asker asker, ToDoubleFunction<Taste.Signal> likeness) {
        return strongest(
                asker, signal -> signal.place() == place ? 0 : likeness.applyAsDouble(signal));
    }

    /**
     * What the person likes and that gave the most. That they dislike something may speak for a
     * place too, but is not said: every text tells of what one likes.
     */
    private static Optional<Taste.Signal> strongest(
            Asker asker, ToDoubleFunction<Taste.Signal> likeness) {
        ToDoubleFunction<Taste.Signal> contribution =
                signal -> signal.weight() * likeness.applyAsDouble(signal);
        return asker.taste().signals().stream()
                .filter(signal -> signal.weight() > 0 && contribution.applyAsDouble(signal) > 0)
                .max(Comparator.comparingDouble(contribution));
    }

    private Reason about(ReasonCode code, Taste.Signal source, Asker asker) {
        String text = texts.text(code, asker.locale(), places.name(source.place(), asker.locale()));
        return new Reason(code.code(), text, places.id(source.place()));
    }

    private Reason category(ReasonCode reason, String code, Asker asker) {
        String name = texts.category(code, asker.locale());
        return new Reason(reason.code(), texts.text(reason, asker.locale(), name), null);
    }

    private Optional<Reason> region(int place, Asker asker) {
        if (!isPreferred(place, asker.taste())) {
            return plain(ReasonCode.NEAR_A_REGION_YOU_LIKE, asker);
        }
        return places.region(place)
                .map((Region region) -> region.name(asker.locale()))
                .flatMap(name -> plain(ReasonCode.REGION_YOU_LIKE, asker, name));
    }

    private boolean isPreferred(int place, Taste taste) {
        return places.region(place).stream()
                .anyMatch(region ->
                        taste.preferences().regions().stream().anyMatch(region::isWithin));
    }

    private String rating(int place) {
        return String.format(Locale.ROOT, "%.1f", places.ratingAverage(place));
    }

    private Optional<Reason> near(int place, Asker asker) {
        Position position = asker.position();
        return position == null
                ? Optional.empty()
                : plain(
                        ReasonCode.NEAR,
                        asker,
                        texts.distance(
                                places.metresFrom(place, position.lat(), position.lon()),
                                asker.locale()));
    }

    private Optional<Reason> open(int place, Asker asker) {
        Optional<ZonedDateTime> closing = places.closesAt(place, asker.now());
        return closing.isEmpty()
                ? plain(ReasonCode.OPEN_NOW, asker)
                : plain(ReasonCode.OPEN_UNTIL, asker, HOUR.format(closing.get()));
    }

    /** For whom, where and when, and in which language. */
    record Asker(
            Taste taste,
            @Nullable Position position,
            Instant now,
            Locale locale,
            boolean isAskingForSimilar) {}
}
