package io.maltan.place.imports;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON that somebody else wrote, within the memory that one record may take. */
final class BoundedJson {

    private static final int MOST_TOKENS = 200_000;
    private static final int MOST_TEXT = 1 << 20;
    private static final int DEEPEST = 100;
    private static final int DEEPEST_SKIPPED = 100_000;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxStringLength(MOST_TEXT)
                                                    .maxNestingDepth(DEEPEST_SKIPPED)
                                                    .build())
                                    .build())
                    .build();

    private BoundedJson() {}

    static JsonMapper mapper() {
        return MAPPER;
    }

    /**
     * Reads the value that the parser stands at, to its end. Numbers stay as they are written;
     * {@code NaN} and the like, which some programs write where they have none, are nothing.
     *
     * @return the value; null where it is larger than a record may be
     */
    static @Nullable JsonNode read(JsonParser parser) {
        Tree tree = new Tree();
        int depth = 0;
        JsonToken token = parser.currentToken();
        while (token != null) {
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            tree.add(token, parser);
            if (depth == 0) {
                break;
            }
            token = parser.nextToken();
        }
        return tree.root;
    }

    /** A tree as it grows; once it is too large it is given up. */
    private static final class Tree {

        private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

        private final Deque<JsonNode> open = new ArrayDeque<>();
        private @Nullable JsonNode root;
        private String name = "";
        private int tokens;
        private int text;
        private boolean givenUp;

        void add(JsonToken token, JsonParser parser) {
            tokens++;
            if (givenUp || tokens > MOST_TOKENS || text > MOST_TEXT || open.size() > DEEPEST) {
                givenUp = true;
                open.clear();
                root = null;
                return;
            }
            switch (token) {
                case PROPERTY_NAME -> name = counted(parser.currentName());
                case START_OBJECT -> push(NODES.objectNode());
                case START_ARRAY -> push(NODES.arrayNode());
                case END_OBJECT, END_ARRAY -> open.pop();
                case VALUE_NUMBER_FLOAT -> put(parser.isNaN() ? NODES.nullNode() : textOf(parser));
                case VALUE_STRING, VALUE_NUMBER_INT -> put(textOf(parser));
                case VALUE_TRUE -> put(NODES.booleanNode(true));
                case VALUE_FALSE -> put(NODES.booleanNode(false));
                default -> put(NODES.nullNode());
            }
        }

        private JsonNode textOf(JsonParser parser) {
            return NODES.stringNode(counted(parser.getString()));
        }

        private String counted(String value) {
            text += value.length();
            return value;
        }

        private void push(JsonNode node) {
            put(node);
            open.push(node);
        }

        private void put(JsonNode node) {
            @Nullable JsonNode parent = open.peek();
            if (parent instanceof ObjectNode object) {
                object.set(name, node);
            } else if (parent instanceof ArrayNode array) {
                array.add(node);
            } else {
                root = node;
            }
        }
    }
}
