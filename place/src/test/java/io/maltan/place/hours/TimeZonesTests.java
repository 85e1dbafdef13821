package io.maltan.place.hours;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.place.geography.Coordinates;
import java.io.IOException;
import java.time.ZoneId;
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
    })
    void findsAZone(double lat, double lon, String zone) throws IOException {
        assertThat(TimeZoneGrid.timeZones().at(new Coordinates(lat, lon))).isEqualTo(zone);
        assertThat(ZoneId.of(zone)).isNotNull();
        assertThat(TimeZones.isZone(zone)).isTrue();
    }
}
