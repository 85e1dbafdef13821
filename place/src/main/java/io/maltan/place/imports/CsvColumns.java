package io.maltan.place.imports;

import static java.util.Map.entry;

import io.maltan.place.catalogue.PlaceRules;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which column of a CSV file is what, by its header. */
final class CsvColumns {

    private static final List<String> MANDATORY = List.of("name", "category", "lat", "lon");

    private static final Pattern NAME_IN = Pattern.compile("name[_:](" + PlaceRules.LANGUAGE + ")");

    /** What else the columns are called, in the open data of Korea too. */
    private static final Map<String, String> ALIASES =
            Map.ofEntries(
                    entry("title", "name"),
                    entry("이름", "name"),
                    entry("명칭", "name"),
                    entry("상호", "name"),
                    entry("상호명", "name"),
                    entry("사업장명", "name"),
                    entry("type", "category"),
                    entry("kind", "category"),
                    entry("분류", "category"),
                    entry("업종", "category"),
                    entry("업종명", "category"),
                    entry("latitude", "lat"),
                    entry("y", "lat"),
                    entry("위도", "lat"),
                    entry("lng", "lon"),
                    entry("long", "lon"),
                    entry("longitude", "lon"),
                    entry("x", "lon"),
                    entry("경도", "lon"),
                    entry("addr", "address"),
                    entry("주소", "address"),
                    entry("도로명주소", "address"),
                    entry("소재지도로명주소", "address"),
                    entry("tel", "phone"),
                    entry("telephone", "phone"),
                    entry("전화", "phone"),
                    entry("전화번호", "phone"),
                    entry("url", "website"),
                    entry("homepage", "website"),
                    entry("홈페이지", "website"),
                    entry("hours", "opening_hours"),
                    entry("openinghours", "opening_hours"),
                    entry("영업시간", "opening_hours"),
                    entry("source_id", "id"),
                    entry("상가업소번호", "id"));

    private final Map<String, Integer> columns = new HashMap<>();
    private final Map<String, Integer> languages = new LinkedHashMap<>();

    CsvColumns(List<String> header) throws BrokenFile {
        for (int i = 0; i < header.size(); i++) {
            String column = header.get(i).strip().toLowerCase(Locale.ROOT);
            columns.putIfAbsent(ALIASES.getOrDefault(column, column), i);
            Matcher language = NAME_IN.matcher(column);
            if (language.matches()) {
                languages.putIfAbsent(language.group(1), i);
            }
        }
        requireMandatory();
    }

    private void requireMandatory() throws BrokenFile {
        String missing =
                MANDATORY.stream()
                        .filter(column -> !columns.containsKey(column))
                        .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new BrokenFile("missing_columns", missing);
        }
    }

    /** The text of a column; null where the record has none. */
    @Nullable String text(List<String> fields, String column) {
        @Nullable Integer index = columns.get(column);
        return index == null || index >= fields.size() ? null : fields.get(index);
    }

    /** The names by their languages. */
    Map<String, String> names(List<String> fields) {
        if (languages.isEmpty()) {
            return Map.of();
        }
        Map<String, String> names = new LinkedHashMap<>();
        languages.forEach((language, index) -> {
            if (index < fields.size()) {
                names.put(language, fields.get(index));
            }
        });
        return names;
    }
}
