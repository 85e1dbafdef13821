package io.maltan.place;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.maltan.platform.testing.HouseRules;

@AnalyzeClasses(packages = "io.maltan.place", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest static final ArchTests rules = ArchTests.in(HouseRules.class);
}
