package io.maltan.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EmptyLineTests {

    @Test
    void isFoundWhereItEnds() {
        assertThat(indexIn("0\r\n\r\nGET", new EmptyLine())).isEqualTo(4);
        assertThat(indexIn("\r\n\r\n", new EmptyLine())).isEqualTo(3);
        assertThat(indexIn("a\n\r\nb", new EmptyLine())).isEqualTo(3);
    }

    @Test
    void isFoundInPieces() {
        EmptyLine emptyLine = new EmptyLine();
        assertThat(indexIn("5\r\nhello\r\n0\r", emptyLine)).isNegative();
        assertThat(indexIn("\n", emptyLine)).isNegative();
        assertThat(indexIn("\r", emptyLine)).isNegative();
        assertThat(indexIn("\nGET", emptyLine)).isZero();
    }

    @Test
    void isNothingElse() {
        assertThat(indexIn("a\r\nb\r\n\r\r\nc\n\nd\r\r\ne\n\rf\n", new EmptyLine())).isNegative();
    }

    private static int indexIn(String text, EmptyLine emptyLine) {
        ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        return bytes.forEachByte(emptyLine);
    }
}
