package io.maltan.place.catalogue;

import io.maltan.platform.hours.OpeningHours;

/** What the texts of a place may be, whoever they come from: people or files. */
public final class PlaceRules {

    public static final int LONGEST_NAME = 200;

    /** In other languages, and of aliases. */
    public static final int MOST_NAMES = 60;

    /** The tag of a language, with script or region. */
    public static final String LANGUAGE = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*";

    public static final int LONGEST_ADDRESS = 300;
    public static final int LONGEST_PHONE = 100;
    public static final int LONGEST_WEBSITE = 500;

    /** An address that a browser can be sent to. */
    public static final String WEBSITE = "(?i)https?://[^\\s\\p{Cntrl}]+";

    public static final int LONGEST_HOURS = OpeningHours.LONGEST;

    private PlaceRules() {}
}
