package io.maltan.recommendation.feedback;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * An event of feedback as a client sends it; read leniently, so that each is judged by itself: a
 * member of a wrong type is its JSON text, or no number, which the rules refuse.
 */
@JsonDeserialize(using = SubmittedFeedback.Reader.class)
record SubmittedFeedback(
        @Nullable String id,
        @Nullable String type,
        @Nullable String placeId,
        @Nullable String at,
        @Nullable String recommendationId,
        @Nullable Double value) {

    /** Takes any object; what is none spoils the whole body. */
    static final class Reader extends ValueDeserializer<SubmittedFeedback> {

        @Override
        public SubmittedFeedback deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.START_OBJECT)) {
                return (SubmittedFeedback)
                        context.handleUnexpectedToken(SubmittedFeedback.class, parser);
            }
            JsonNode event = context.readTree(parser);
            return new SubmittedFeedback(
                    text(event.get("id")),
                    text(event.get("type")),
                    text(event.get("placeId")),
                    text(event.get("at")),
                    text(event.get("recommendationId")),
                    number(event.get("value")));
        }

        private static @Nullable String text(@Nullable JsonNode member) {
            if (member == null || member.isNull()) {
                return null;
            }
            return member.isString() ? member.stringValue() : member.toString();
        }

        private static @Nullable Double number(@Nullable JsonNode member) {
            if (member == null || member.isNull()) {
                return null;
            }
            return member.isNumber() || member.isString()
                    ? member.asDouble(Double.NaN)
                    : Double.NaN;
        }
    }
}
