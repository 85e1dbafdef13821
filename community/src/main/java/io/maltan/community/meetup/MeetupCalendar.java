package io.maltan.community.meetup;

import io.maltan.community.member.Viewer;
import io.maltan.community.post.MeetupView;
import io.maltan.community.post.PostBoard;
import io.maltan.community.post.PostView;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Created;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.LastModified;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Meetups as calendar files, RFC 5545. */
@Component
class MeetupCalendar {

    private static final int LONGEST_LINE = 75;

    private final PostBoard board;

    MeetupCalendar(PostBoard board) {
        this.board = board;
    }

    /**
     * The file of a meetup. A calendar that imports it again replaces what it has, because the
     * identifier stays and the sequence counts the edits.
     */
    Mono<String> of(UUID post, Viewer viewer) {
        return board.get(post, viewer)
                .flatMap(view ->
                        view.meetup() == null
                                ? Mono.error(() -> new MeetupNotFound(post))
                                : write(view, Objects.requireNonNull(view.meetup())));
    }

    /** The library reads settings from its files when it is first used. */
    private static Mono<String> write(PostView post, MeetupView meetup) {
        return Mono.fromSupplier(() -> toCalendar(post, meetup))
                .subscribeOn(Schedulers.boundedElastic());
    }

    static String toCalendar(PostView post, MeetupView meetup) {
        Instant changed = Objects.requireNonNullElse(post.editedAt(), post.createdAt());
        VEvent event = new VEvent(false);
        event.add(new Uid(post.id() + "@maltan"))
                .add(new DtStamp(changed))
                .add(new DtStart<>(meetup.startsAt()))
                .add(new Summary(post.title()))
                .add(new Location(meetup.location()))
                .add(new Description(post.body()))
                .add(new Created(post.createdAt()))
                .add(new LastModified(changed))
                .add(new Sequence((int) Math.min(post.version() - 1, Integer.MAX_VALUE)))
                .add(new Status(meetup.cancelled() == null ? "CONFIRMED" : "CANCELLED"));
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//Maltan//Community//EN"));
        return folded(calendar.withDefaults().withComponent(event).getFluentTarget().toString());
    }

    /** The library folds after so many letters, be it within one, and not after so many octets. */
    private static String folded(String file) {
        StringBuilder folded = new StringBuilder(file.length());
        int octets = 0;
        for (int letter : file.codePoints().toArray()) {
            int wide = octetsOf(letter);
            if (octets + wide > LONGEST_LINE && letter != '\r' && letter != '\n') {
                folded.append("\r\n ");
                octets = 1;
            }
            folded.appendCodePoint(letter);
            octets = letter == '\n' ? 0 : octets + wide;
        }
        return folded.toString();
    }

    /** In UTF-8. */
    private static int octetsOf(int codePoint) {
        if (codePoint < 0x800) {
            return codePoint < 0x80 ? 1 : 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }
}
