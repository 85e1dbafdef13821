package io.maltan.recommendation;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.maltan.platform.testing.HouseRules;

@AnalyzeClasses(packages = "io.maltan.recommendation", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest static final ArchTests rules = ArchTests.in(HouseRules.class);
}
