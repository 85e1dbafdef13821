package io.maltan.place.imports;

import com.google.protobuf.ByteString;
import crosby.binary.Osmformat;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** A node, way or relation of a PBF file, of which no more is made than is asked for. */
sealed interface OsmPrimitive {

    /** Such as {@code node/123}. */
    String name();

    Tags tags();

    /** Whether it is drawn with more than OpenStreetMap allows. */
    default boolean isTooLong() {
        return false;
    }

    /** A node, wherever it claims to be. */
    record Node(long id, double lat, double lon, Tags tags) implements OsmPrimitive {

        @Override
        public String name() {
            return "node/" + id;
        }
    }

    /** A line of nodes. */
    record Way(Osmformat.Way message, Tags tags) implements OsmPrimitive {

        private static final int MOST_NODES = 2_000;

        long id() {
            return message.getId();
        }

        @Override
        public String name() {
            return "way/" + id();
        }

        @Override
        public boolean isTooLong() {
            return message.getRefsCount() > MOST_NODES;
        }

        long[] nodeIds() {
            long[] ids = new long[message.getRefsCount()];
            long id = 0;
            for (int i = 0; i < ids.length; i++) {
                id += message.getRefs(i);
                ids[i] = id;
            }
            return ids;
        }
    }

    /** What ways and nodes are together. */
    record Relation(Osmformat.Relation message, Strings strings, Tags tags)
            implements OsmPrimitive {

        private static final int MOST_MEMBERS = 32_000;
        private static final ByteString OUTER = ByteString.copyFromUtf8("outer");

        @Override
        public String name() {
            return "relation/" + message.getId();
        }

        @Override
        public boolean isTooLong() {
            return message.getMemidsCount() > MOST_MEMBERS;
        }

        /** Each once. Members without a role count as outer ones. */
        long[] outerWays() throws BrokenFile {
            int members = message.getMemidsCount();
            if (message.getTypesCount() != members || message.getRolesSidCount() != members) {
                throw new BrokenFile("broken_file", "a relation's lists differ in length");
            }
            long[] ids = new long[members];
            int outer = 0;
            long id = 0;
            for (int i = 0; i < members; i++) {
                id += message.getMemids(i);
                if (message.getTypes(i) == Osmformat.Relation.MemberType.WAY && isOuter(i)) {
                    ids[outer++] = id;
                }
            }
            return Arrays.stream(ids, 0, outer).distinct().toArray();
        }

        private boolean isOuter(int member) throws BrokenFile {
            ByteString role = strings.at(message.getRolesSid(member));
            return role.isEmpty() || role.equals(OUTER);
        }
    }

    /** The texts of a block. */
    record Strings(Osmformat.StringTable table) {

        ByteString at(int index) throws BrokenFile {
            if (index < 0 || index >= table.getSCount()) {
                throw new BrokenFile("broken_file", "a block names what it does not hold");
            }
            return table.getS(index);
        }
    }

    /**
     * Tags that have not been read yet.
     *
     * @param keys the index of a key's text, by its place
     * @param values the index of the value's text
     */
    record Tags(Strings strings, int count, IntUnaryOperator keys, IntUnaryOperator values) {

        private static final int MOST = 2_000;

        /** OpenStreetMap's have 255 characters at most. */
        private static final int LONGEST_TEXT = 4_096;

        boolean areTooMany() {
            return count > MOST;
        }

        /** All tags but those with texts of a length that the map does not know. */
        Map<String, String> read() throws BrokenFile {
            Map<String, String> tags = LinkedHashMap.newLinkedHashMap(count);
            for (int i = 0; i < count; i++) {
                ByteString key = strings.at(keys.applyAsInt(i));
                ByteString value = strings.at(values.applyAsInt(i));
                if (key.size() <= LONGEST_TEXT && value.size() <= LONGEST_TEXT) {
                    tags.put(key.toStringUtf8(), value.toStringUtf8());
                }
            }
            return tags;
        }
    }
}
