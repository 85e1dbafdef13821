package io.maltan.gateway.intake;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Stands before Netty's decoder, which makes one reading of what has several: hands heads on whole,
 * and only those that are well-formed. In the place of another it puts one that the decoder
 * refuses, so that answers stay in the order of their requests, and drops the rest.
 *
 * <p>A head that takes too long closes its connection, and so does one that has not ended where too
 * many others have not either; one that is too large is left to the decoder, which says so.
 */
final class HeadInspection extends ByteToMessageDecoder {

    /** Of the empty line and the line before it: CR LF CR LF. */
    private static final int END = 4;

    private static final int CR_LF_CR_LF = 0x0d0a0d0a;

    private static final byte[] REFUSED = "MALFORMED\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Bytes of a head above which Netty's decoder may refuse a part of it. */
    private static final int LONG = 8 * 1024;

    private enum Part {
        HEAD,
        BODY,
        CHUNKS,
        UNLIMITED,
        NOTHING
    }

    private final int most;
    private final Deadline deadline;
    private final UnfinishedHeads unfinished;
    private final EmptyLine chunksEnd = new EmptyLine();

    private Part part = Part.HEAD;
    private Locale language = Locale.ENGLISH;
    private long bodyLeft;
    private int searched;
    private long held;

    /**
     * @param most bytes of a head
     * @param patience for a whole head, from its first byte
     * @param unfinished of all connections
     */
    HeadInspection(int most, Duration patience, UnfinishedHeads unfinished) {
        this.most = most;
        this.deadline = new Deadline(patience);
        this.unfinished = unfinished;
    }

    /** In which the sender of what was refused reads. */
    Locale language() {
        return language;
    }

    /** The chunks of a body have ended. */
    void chunksEnded() {
        if (part == Part.CHUNKS) {
            part = Part.HEAD;
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        switch (part) {
            case HEAD -> inspect(ctx, in, out);
            case BODY -> passBody(in, out);
            case CHUNKS -> passChunks(in, out);
            case UNLIMITED -> out.add(in.readRetainedSlice(in.readableBytes()));
            case NOTHING -> in.skipBytes(in.readableBytes());
        }
    }

    private void passBody(ByteBuf in, List<Object> out) {
        int length = (int) Math.min(bodyLeft, in.readableBytes());
        out.add(in.readRetainedSlice(length));
        bodyLeft -= length;
        part = bodyLeft == 0 ? Part.HEAD : Part.BODY;
    }

    /**
     * Up to the next empty line: the chunks may end there, as the decoder says before the rest is
     * looked at, and what follows is the next head.
     */
    private void passChunks(ByteBuf in, List<Object> out) {
        int emptyLine = in.forEachByte(chunksEnd);
        int length = emptyLine < 0 ? in.readableBytes() : emptyLine + 1 - in.readerIndex();
        out.add(in.readRetainedSlice(length));
    }

    private void inspect(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int length = lengthOfHead(in);
        if (length < 0) {
            waitForMore(ctx, in, out);
            return;
        }
        endWait();
        searched = 0;
        RequestHead head = RequestHead.of(in, in.readerIndex(), length);
        if (!head.wellFormed() || length > LONG) {
            language = HeadLanguage.of(in, in.readerIndex(), length);
        }
        if (!head.wellFormed() && length <= most) {
            part = Part.NOTHING;
            out.add(Unpooled.wrappedBuffer(REFUSED));
            in.skipBytes(in.readableBytes());
            return;
        }
        bodyLeft = head.bodyLength();
        part = partAfter(head, length);
        out.add(in.readRetainedSlice(length + END));
    }

    private Part partAfter(RequestHead head, int length) {
        if (length > most) {
            return Part.UNLIMITED;
        }
        if (head.bodyLength() == RequestHead.CHUNKED) {
            return Part.CHUNKS;
        }
        return head.bodyLength() == 0 ? Part.HEAD : Part.BODY;
    }

    /** Bytes before the empty line, or a negative number. */
    private int lengthOfHead(ByteBuf in) {
        int begin = in.readerIndex();
        int lineEnd = indexOfLineEnd(in, begin + searched);
        while (lineEnd >= 0) {
            int length = lineEnd - begin + 1 - END;
            if (length >= 0 && isEnd(in, begin + length)) {
                return length;
            }
            lineEnd = indexOfLineEnd(in, lineEnd + 1);
        }
        searched = in.readableBytes();
        return -1;
    }

    private static int indexOfLineEnd(ByteBuf in, int from) {
        return in.indexOf(from, in.writerIndex(), (byte) '\n');
    }

    private static boolean isEnd(ByteBuf in, int at) {
        return in.getInt(at) == CR_LF_CR_LF;
    }

    private void waitForMore(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (in.readableBytes() > most) {
            endWait();
            part = Part.UNLIMITED;
            language = HeadLanguage.of(in, in.readerIndex(), in.readableBytes());
            out.add(in.readRetainedSlice(in.readableBytes()));
        } else if (!hold(in.capacity())) {
            endWait();
            part = Part.NOTHING;
            in.skipBytes(in.readableBytes());
            close(ctx);
        } else {
            deadline.begin(ctx);
        }
    }

    /** Holds so many bytes instead of those before; false where there is no room for them. */
    private boolean hold(long bytes) {
        boolean fits = unfinished.take(bytes - held);
        if (fits) {
            held = bytes;
        }
        return fits;
    }

    private void endWait() {
        unfinished.giveBack(held);
        held = 0;
        deadline.callOff();
    }

    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
            throws Exception {
        if (in.isReadable()) {
            super.decodeLast(ctx, in, out);
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        endWait();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        endWait();
        super.channelInactive(ctx);
    }

    private static void close(ChannelHandlerContext ctx) {
        var _ = ctx.close();
    }
}
