package io.maltan.community.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Turns what people write into what is stored: rendered, with its mentions and hashtags. */
@Component
public class Texts {

    private final Markdown markdown;
    private final R2dbcMentioned people;

    Texts(Markdown markdown, R2dbcMentioned people) {
        this.markdown = markdown;
        this.people = people;
    }

    /** A text below a title, whose hashtags count too. */
    public Mono<WrittenText> compose(String title, String body) {
        return compose(Hashtag.in(title), body);
    }

    public Mono<WrittenText> compose(String body) {
        return compose(Set.of(), body);
    }

    private Mono<WrittenText> compose(Set<String> tagsOfTitle, String body) {
        return Mono.fromCallable(() -> markdown.parse(body))
                .flatMap(parsed ->
                        people.find(parsed.names(), parsed.ids())
                                .map(mentioned -> written(tagsOfTitle, parsed, mentioned)));
    }

    private WrittenText written(Set<String> tagsOfTitle, ParsedText parsed, Mentioned mentioned) {
        Set<String> tags = new LinkedHashSet<>(tagsOfTitle);
        tags.addAll(parsed.tags());
        List<String> kept = new ArrayList<>(tags);
        return new WrittenText(
                markdown.toHtml(parsed, mentioned),
                mentioned.people(),
                kept.subList(0, Math.min(kept.size(), Signs.MOST_TAGS)),
                parsed.links());
    }
}
