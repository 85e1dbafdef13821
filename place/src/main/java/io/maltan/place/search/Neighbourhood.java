package io.maltan.place.search;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of parts of a town, such as 서교동, and of stations, such as 이촌역. */
final class Neighbourhood {

    private static final Pattern NAME = Pattern.compile("(\\p{IsHangul}{2,}?)[0-9]*동");

    /** Most of them are short, and many differ in one key only: 신사동 and 인사동. */
    private static final Pattern SHORT = Pattern.compile("\\p{IsHangul}{1,2}[0-9]*[동역]");

    private Neighbourhood() {}

    /** Whether a word may be the name of one that has others spelt much like it. */
    static boolean isShort(String word) {
        return SHORT.matcher(word).matches();
    }

    /** What places around there are called: of 서교동 so, or 서교역, or with 서교점 as branches are. */
    static List<String> namesAround(String words) {
        Matcher name = NAME.matcher(words);
        return name.matches()
                ? List.of(words, name.group(1) + "역", name.group(1) + "점")
                : List.of(words);
    }
}
