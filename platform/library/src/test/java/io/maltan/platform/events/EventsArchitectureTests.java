package io.maltan.platform.events;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.maltan.platform.testing.HouseRules;

@AnalyzeClasses(
        packages = {"io.maltan.platform.events", "io.maltan.platform.stream"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class EventsArchitectureTests {

    @ArchTest static final ArchTests rules = ArchTests.in(HouseRules.class);
}
