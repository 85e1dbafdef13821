package io.maltan.place.search;

import io.maltan.place.text.SearchText;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Latin letters whose names people write in Hangul: 엔서울타워 is N서울타워. */
final class SpelledLetters {

    private static final Map<String, String> LETTERS =
            Map.ofEntries(
                    Map.entry("에이", "A"),
                    Map.entry("비", "B"),
                    Map.entry("씨", "C"),
                    Map.entry("디", "D"),
                    Map.entry("이", "E"),
                    Map.entry("에프", "F"),
                    Map.entry("지", "G"),
                    Map.entry("에이치", "H"),
                    Map.entry("아이", "I"),
                    Map.entry("제이", "J"),
                    Map.entry("케이", "K"),
                    Map.entry("엘", "L"),
                    Map.entry("엠", "M"),
                    Map.entry("엔", "N"),
                    Map.entry("오", "O"),
                    Map.entry("피", "P"),
                    Map.entry("큐", "Q"),
                    Map.entry("알", "R"),
                    Map.entry("아르", "R"),
                    Map.entry("에스", "S"),
                    Map.entry("티", "T"),
                    Map.entry("유", "U"),
                    Map.entry("브이", "V"),
                    Map.entry("더블유", "W"),
                    Map.entry("엑스", "X"),
                    Map.entry("와이", "Y"),
                    Map.entry("제트", "Z"));

    private static final String NAME =
            LETTERS.keySet().stream()
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .collect(Collectors.joining("|", "(?:", ")"));

    private static final Pattern LETTER = Pattern.compile(NAME);

    /** Several letters, or one with two syllables of something else behind it. */
    private static final Pattern BEGINNING =
            Pattern.compile("(%1$s{2,}|%1$s(?=\\p{IsHangul}{2}))(.*)".formatted(NAME));

    private SpelledLetters() {}

    /** A query with the letters at the beginnings of its words as letters. */
    static String written(String query) {
        return SearchText.split(query).stream()
                .map(SpelledLetters::writtenWord)
                .collect(Collectors.joining(" "));
    }

    private static String writtenWord(String word) {
        Matcher beginning = BEGINNING.matcher(word);
        return beginning.matches()
                ? LETTER.matcher(beginning.group(1)).replaceAll(SpelledLetters::letterOf)
                        + beginning.group(2)
                : word;
    }

    private static String letterOf(MatchResult name) {
        return LETTERS.getOrDefault(name.group(), name.group());
    }
}
