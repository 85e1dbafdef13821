package io.maltan.place.hours;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/**
 * Reads {@code time-zones.grid.gz}: rows, columns, and number of zones as 16 bits each; the zones'
 * names; then for each row, north to south, the number of its runs, and of each run its first
 * column and the number of its zone. Zones that no cell has are named too, so that a place may have
 * them.
 *
 * <p>The cells were filled from the boundaries of timezone-boundary-builder, which come from
 * OpenStreetMap (© its contributors, ODbL).
 */
@Configuration(proxyBeanMethods = false)
public class TimeZoneGrid {

    private static final String FILE = "time-zones.grid.gz";
    private static final String FORMER_NAMES = "time-zones.properties";

    /** The zones that the project brings. */
    @Bean
    public static TimeZones timeZones() throws IOException {
        try (DataInputStream file =
                new DataInputStream(
                        new BufferedInputStream(
                                new GZIPInputStream(
                                        new ClassPathResource(FILE).getInputStream())))) {
            return read(file);
        }
    }

    private static TimeZones read(DataInputStream file) throws IOException {
        int rows = file.readUnsignedShort();
        int columns = file.readUnsignedShort();
        List<String> zones = new ArrayList<>();
        for (int left = file.readUnsignedShort(); left > 0; left--) {
            zones.add(file.readUTF());
        }
        char[][] starts = new char[rows][];
        char[][] zoneOfRun = new char[rows][];
        for (int row = 0; row < rows; row++) {
            int runs = file.readUnsignedShort();
            starts[row] = new char[runs];
            zoneOfRun[row] = new char[runs];
            for (int run = 0; run < runs; run++) {
                starts[row][run] = file.readChar();
                zoneOfRun[row][run] = file.readChar();
            }
        }
        return new TimeZones(zones, starts, zoneOfRun, columns, formerNames());
    }

    private static Map<String, String> formerNames() throws IOException {
        Properties names =
                PropertiesLoaderUtils.loadProperties(new ClassPathResource(FORMER_NAMES));
        return names.stringPropertyNames().stream()
                .collect(Collectors.toMap(Function.identity(), names::getProperty));
    }
}
