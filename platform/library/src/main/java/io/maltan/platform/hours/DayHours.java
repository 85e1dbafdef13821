package io.maltan.platform.hours;

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

    private DayHours(LocalDate day, Surroundings surroundings) {
        this.day = day;
        this.surroundings = surroundings;
    }

    /**
     * A span of a day.
     *
     * @param unknown whether it may be open then
     */
    private record Span(int from, int to, boolean unknown) {

        boolean covers(int minute) {
            return minute >= from && minute < to;
        }

        Span until(int end) {
            return new Span(from, Math.min(to, end), unknown);
        }

        Span since(int begin) {
            return new Span(Math.max(from, begin), to, unknown);
        }

        Span moved(int minutes) {
            return new Span(from + minutes, to + minutes, unknown);
        }
    }

    /**
     * Later rules replace what earlier ones say about the day, unless they add to it or close only
     * some hours of it.
     */
    static @Nullable DayHours of(List<Rule> rules, LocalDate day, Surroundings surroundings) {
        @Nullable DayHours hours = null;
        for (Rule rule : rules) {
            if (hours != null && rule.isFallBack()) {
                continue;
            }
            if (closesSpans(rule)) {
                if (hours != null) {
                    hours.closeSpans(rule);
                }
            } else if (DaySelection.holds(rule, day, surroundings)) {
                hours =
                        rule.isAdditive() && hours != null
                                ? hours
                                : new DayHours(day, surroundings);
                hours.apply(rule);
            }
        }
        return hours;
    }

    /** Such hours of the days beside it reach into this one, or this one's into theirs. */
    private void closeSpans(Rule rule) {
        for (int days = -1; days <= 1; days++) {
            LocalDate other = day.plusDays(days);
            if (DaySelection.holds(rule, other, surroundings)) {
                int minutes = days * MINUTES_A_DAY;
                spansOf(rule, other).forEach(span -> cut(span.moved(minutes)));
            }
        }
    }

    private void apply(Rule rule) {
        List<Span> said = spansOf(rule, day);
        if (closes(rule)) {
            said.forEach(this::cut);
        } else {
            spans.addAll(said);
        }
    }

    private void cut(Span hole) {
        List<Span> left = new ArrayList<>();
        for (Span span : spans) {
            if (span.from() < hole.from()) {
                left.add(span.until(hole.from()));
            }
            if (span.to() > hole.to()) {
                left.add(span.since(hole.to()));
            }
        }
        spans.clear();
        spans.addAll(left);
    }

    /**
     * Whether it is open at a minute from the day's midnight; empty where the hours do not tell. Of
     * spans that overlap the last one counts.
     */
    Optional<Boolean> isOpenAt(int minute) {
        return spans.reversed().stream()
                .filter(span -> span.covers(minute))
                .findFirst()
                .map(span -> span.unknown() ? Optional.<Boolean>empty() : Optional.of(true))
                .orElse(Optional.of(false));
    }

    boolean tellsAll() {
        return spans.stream().noneMatch(Span::unknown);
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

    /** Whether a rule closes some hours of its days, and not the days. */
    static boolean closesSpans(Rule rule) {
        return closes(rule) && rule.getTimes() != null && !rule.getTimes().isEmpty();
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

    private List<Span> spansOf(Rule rule, LocalDate date) {
        List<TimeSpan> times = rule.getTimes();
        boolean unknown = isUnknown(rule);
        return times == null || times.isEmpty()
                ? List.of(new Span(0, MINUTES_A_DAY, unknown))
                : times.stream().map(time -> toSpan(time, date, unknown)).toList();
    }

    private Span toSpan(TimeSpan time, LocalDate date, boolean unknown) {
        int from = minuteOf(time.getStart(), time.getStartEvent(), date);
        if (isMoment(time)) {
            return new Span(from, from, unknown);
        }
        int to =
                time.isOpenEnded() && time.getEnd() == TimeSpan.UNDEFINED_TIME
                        ? MINUTES_A_DAY
                        : minuteOf(time.getEnd(), time.getEndEvent(), date);
        return new Span(from, to <= from ? to + MINUTES_A_DAY : to, unknown);
    }

    private static boolean isMoment(TimeSpan time) {
        return time.getEnd() == TimeSpan.UNDEFINED_TIME
                && time.getEndEvent() == null
                && !time.isOpenEnded();
    }

    private int minuteOf(int minute, @Nullable VariableTime sun, LocalDate date) {
        return sun == null ? minute : surroundings.minuteOf(sun.getEvent(), date) + sun.getOffset();
    }
}
