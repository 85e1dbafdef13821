package io.maltan.place.hours;

import ch.poole.openinghoursparser.Rule;
import ch.poole.openinghoursparser.RuleModifier;
import ch.poole.openinghoursparser.TimeSpan;
import ch.poole.openinghoursparser.VariableTime;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the rules say about one day: the spans that begin on it, in minutes from its midnight. */
final class DayHours {

    private static final int MINUTES_A_DAY = 24 * 60;

    private final List<Span> spans = new ArrayList<>();
    private final LocalDate day;
    private final Surroundings surroundings;
    private boolean unknown;

    private DayHours(LocalDate day, Surroundings surroundings) {
        this.day = day;
        this.surroundings = surroundings;
    }

    private record Span(int from, int to) {

        boolean covers(int minute) {
            return minute >= from && minute < to;
        }
    }

    /** Later rules replace what earlier ones say about the day, unless they add to it. */
    static @Nullable DayHours of(List<Rule> rules, LocalDate day, Surroundings surroundings) {
        @Nullable DayHours hours = null;
        for (Rule rule : rules) {
            if (DaySelection.holds(rule, day, surroundings)
                    && (hours == null || !rule.isFallBack())) {
                hours =
                        rule.isAdditive() && hours != null
                                ? hours
                                : new DayHours(day, surroundings);
                hours.apply(rule);
            }
        }
        return hours;
    }

    private void apply(Rule rule) {
        List<Span> said = spansOf(rule);
        if (closes(rule)) {
            said.forEach(this::cut);
        } else {
            unknown = isUnknown(rule);
            spans.addAll(said);
        }
    }

    private void cut(Span hole) {
        List<Span> left = new ArrayList<>();
        for (Span span : spans) {
            if (span.from() < hole.from()) {
                left.add(new Span(span.from(), Math.min(span.to(), hole.from())));
            }
            if (span.to() > hole.to()) {
                left.add(new Span(Math.max(span.from(), hole.to()), span.to()));
            }
        }
        spans.clear();
        spans.addAll(left);
    }

    boolean covers(int minute) {
        return spans.stream().anyMatch(span -> span.covers(minute));
    }

    /** The beginnings and ends of the spans, in turn; some may overlap. */
    short[] turns() {
        short[] turns = new short[spans.size() * 2];
        for (int i = 0; i < spans.size(); i++) {
            turns[2 * i] = (short) Math.clamp(spans.get(i).from(), 0, 2 * MINUTES_A_DAY);
            turns[2 * i + 1] = (short) Math.clamp(spans.get(i).to(), 0, 2 * MINUTES_A_DAY);
        }
        return turns;
    }

    Optional<Boolean> answer() {
        return unknown ? Optional.empty() : Optional.of(true);
    }

    private static boolean closes(Rule rule) {
        RuleModifier modifier = rule.getModifier();
        return modifier != null
                && (modifier.getModifier() == RuleModifier.Modifier.OFF
                        || modifier.getModifier() == RuleModifier.Modifier.CLOSED);
    }

    /** A comment without a modifier, such as "by appointment", is no promise either. */
    private static boolean isUnknown(Rule rule) {
        RuleModifier modifier = rule.getModifier();
        return modifier != null
                && (modifier.getModifier() == RuleModifier.Modifier.UNKNOWN
                        || (modifier.getModifier() == null && rule.getTimes() == null));
    }

    private List<Span> spansOf(Rule rule) {
        List<TimeSpan> times = rule.getTimes();
        if (times == null || times.isEmpty()) {
            return List.of(new Span(0, MINUTES_A_DAY));
        }
        return times.stream().map(this::toSpan).toList();
    }

    private Span toSpan(TimeSpan time) {
        int from = minuteOf(time.getStart(), time.getStartEvent());
        int to =
                time.isOpenEnded() && time.getEnd() == TimeSpan.UNDEFINED_TIME
                        ? MINUTES_A_DAY
                        : minuteOf(time.getEnd(), time.getEndEvent());
        return new Span(from, to <= from ? to + MINUTES_A_DAY : to);
    }

    private int minuteOf(int minute, @Nullable VariableTime sun) {
        if (sun == null) {
            return minute;
        }
        return surroundings.minuteOf(sun.getEvent(), day) + sun.getOffset();
    }
}
