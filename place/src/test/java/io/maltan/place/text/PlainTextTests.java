package io.maltan.place.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTests {

    @Test
    void whatCannotBeStoredIsNotPlain() {
        assertThat(PlainText.Check.isPlain("a\0b")).isFalse();
        assertThat(PlainText.Check.isPlain("a\uD83Db")).isFalse();
        assertThat(PlainText.Check.isPlain("\uDE00")).isFalse();
    }

    @Test
    void emojiAndLineBreaksArePlain() {
        assertThat(PlainText.Check.isPlain("좋아요 😀\n다시 올게요")).isTrue();
    }
}
