package io.maltan.place.hours;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.place.geography.Coordinates;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeZonesTests {

    @ParameterizedTest
    @CsvSource({
        "37.5665, 126.9780, Asia/Seoul",
        "33.4996, 126.5312, Asia/Seoul",
        "35.6762, 139.6503, Asia/Tokyo",
        "42.5063, 1.5218, Europe/Andorra",
        "40.7128, -74.0060, America/New_York",
        "0, -30, Etc/GMT+2",
        "-10, 60.1, Etc/GMT-4",
        "0, 0, Etc/GMT",
        "50.0755, 14.4378, Europe/Prague",
        "-23.5505, -46.6333, America/Sao_Paulo",
        "51.5074, -0.1278, Europe/London",
        "64.1466, -21.9426, Atlantic/Reykjavik",
        "61.2181, -149.9003, America/Anchorage",
        "-33.8688, 151.2093, Australia/Sydney",
        "6.5244, 3.3792, Africa/Lagos",
        "28.6139, 77.2090, Asia/Kolkata",
        "50.4501, 30.5234, Europe/Kyiv",
        "62.4540, -114.3718, America/Edmonton",
        "48.0718, 114.5241, Asia/Ulaanbaatar",
    })
    void findsAZone(double lat, double lon, String zone) throws IOException {
        assertThat(TimeZoneGrid.timeZones().at(new Coordinates(lat, lon))).isEqualTo(zone);
    }

    @ParameterizedTest
    @CsvSource({
        "Asia/Seoul, Asia/Seoul",
        "ROK, Asia/Seoul",
        "Asia/Macao, Asia/Macau",
        "Asia/Calcutta, Asia/Kolkata",
        "US/Pacific, America/Los_Angeles",
        "Europe/Kiev, Europe/Kyiv",
        "GB, Europe/London",
        "UTC, Etc/UTC",
        "America/Coyhaique, America/Coyhaique",
        "Asia/Nowhere,",
        "+09:00,",
        "SystemV/PST8,",
    })
    void knowsAZoneByEachOfItsNames(String name, @Nullable String zone) throws IOException {
        assertThat(TimeZoneGrid.timeZones().find(name)).isEqualTo(Optional.ofNullable(zone));
    }

    @Test
    void knowsEveryZoneThatJavaKnows() throws IOException {
        TimeZones zones = TimeZoneGrid.timeZones();
        assertThat(ZoneId.getAvailableZoneIds())
                .filteredOn(name -> !name.startsWith("SystemV/"))
                .allSatisfy(name -> assertThat(zones.find(name)).as(name).isPresent());
        assertThat(zones.names()).allSatisfy(name -> assertThat(ZoneId.of(name)).isNotNull());
    }

    @Test
    void placesHaveNoNameThatAZoneHadBefore() throws IOException {
        TimeZones zones = TimeZoneGrid.timeZones();
        assertThat(zones.names())
                .allSatisfy(name -> assertThat(zones.find(name)).hasValue(name))
                .doesNotContain("Europe/Kiev", "Asia/Choibalsan", "America/Nipigon");
    }
}
