package io.maltan.community.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredTextTests {

    private static final UUID MINA = new UUID(1, 1);
    private static final UUID JOON = new UUID(2, 2);

    private final Markdown markdown = new Markdown();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Hi @mi_na.k, how are you?     | Hi @…, how are you?
                    Ask @MI_NA.K.                 | Ask @….
                    **@mi_na.k** or _@mi_na.k_    | **@…** or _@…_
                    @mi\\_na.k                    | @…
                    @mi_na.k and @mi_na.kim       | @… and @mi_na.kim
                    @mi_na.k and joon@mi_na.k     | @… and joon@mi_na.k
                    @mi_na.k and mi_na.k          | @… and mi_na.k
                    @[M](user:{id}) and @mi_na.k  | @… and @…
                    @[M\\]x](<user:{id}> "M")      | @…
                    @mi_na.k costs $1 \\           | @… costs $1 \\
                    """)
    void aNameGoesWhereItMeansThePerson(String body, String expected) {
        StoredText text = stored(body.replace("{id}", MINA.toString()), "mi_na.k");

        StoredText nameless = text.without(MINA);

        assertThat(nameless.body()).isEqualTo(expected);
        assertThat(nameless.html()).doesNotContain("data-user");
    }

    @Test
    void aNameOfRareLettersGoesToo() {
        assertThat(stored("@𠮷野", "𠮷野").without(MINA).body()).isEqualTo("@…");
    }

    @Test
    void aNameThatMeansNobodyStays() {
        StoredText text =
                new StoredText("@mina", markdown.toHtml(markdown.parse("@mina"), Mentioned.NOBODY));

        assertThat(text.without(MINA)).isEqualTo(text);
    }

    @Test
    void othersStayMentioned() {
        StoredText text = stored("@joon and @mina", "mina");

        assertThat(text.without(MINA).body()).isEqualTo("@joon and @…");
        assertThat(text.without(MINA).html()).contains("data-user=\"" + JOON + "\"");
    }

    private StoredText stored(String body, String name) {
        Mentioned mentioned =
                Mentioned.of(
                        List.of(
                                new Mentioned.Person(MINA, name),
                                new Mentioned.Person(JOON, "joon")),
                        List.of(new Mentioned.Person(MINA, name)));
        return new StoredText(body, markdown.toHtml(markdown.parse(body), mentioned));
    }
}
