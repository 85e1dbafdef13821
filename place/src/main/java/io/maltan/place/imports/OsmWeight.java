package io.maltan.place.imports;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * How much memory a message would take at most, seen before it is read: two bytes of a file can be
 * an object of fifty, and one a number of eight.
 */
final class OsmWeight {

    private static final int OBJECT = 64;
    private static final int NUMBER = 8;
    private static final int STRANGE = 256;

    /** The highest number that a field has. */
    private static final int HIGHEST_FIELD = 34;

    private static final int STRINGS = 1;
    private static final int GROUPS = 2;

    private final CodedInputStream message;
    private final long limit;
    private long weight;

    private OsmWeight(byte[] message, long limit) {
        this.message = CodedInputStream.newInstance(message);
        this.limit = limit;
    }

    /** Whether the fields of a message take no more than so many bytes, besides what they hold. */
    static boolean isBelow(long limit, byte[] message) throws IOException {
        OsmWeight all = new OsmWeight(message, limit);
        all.addFields(OBJECT, (field, length) -> all.message.skipRawBytes(length));
        return all.weight <= limit;
    }

    /** Whether a block of data takes no more than so many bytes. */
    static boolean isBlockBelow(long limit, byte[] block) throws IOException {
        OsmWeight all = new OsmWeight(block, limit);
        all.addFields(OBJECT, all::addPartOfBlock);
        return all.weight <= limit;
    }

    /** What is done with a field that holds so many bytes. */
    private interface Content {
        void add(int field, int length) throws IOException;
    }

    private void addFields(int each, Content content) throws IOException {
        while (!message.isAtEnd() && weight <= limit) {
            int tag = message.readTag();
            int field = WireFormat.getTagFieldNumber(tag);
            weight += field > HIGHEST_FIELD ? STRANGE : each;
            if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                content.add(field, message.readRawVarint32());
            } else {
                message.skipField(tag);
            }
        }
    }

    private void addPartOfBlock(int field, int length) throws IOException {
        switch (field) {
            case STRINGS ->
                    addNested(length, OBJECT, (string, bytes) -> message.skipRawBytes(bytes));
            case GROUPS -> addNested(length, OBJECT, this::addElement);
            default -> message.skipRawBytes(length);
        }
    }

    private void addElement(int kind, int length) throws IOException {
        addNested(length, NUMBER, this::addNumbers);
    }

    private void addNested(int length, int each, Content content) throws IOException {
        int end = message.pushLimit(length);
        addFields(each, content);
        message.skipRawBytes(message.getBytesUntilLimit());
        message.popLimit(end);
    }

    /** Of each number only the last byte has no mark that another follows. */
    private void addNumbers(int field, int length) throws IOException {
        for (byte part : message.readRawBytes(length)) {
            weight += part >= 0 ? NUMBER : 0;
        }
    }
}
