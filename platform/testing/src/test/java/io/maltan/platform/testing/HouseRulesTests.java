package io.maltan.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HouseRulesTests {

    private static final JavaClasses OFFENDING =
            new ClassFileImporter().importPackages("io.maltan.offending");

    static Stream<Arguments> rulesAndTheirOffenders() {
        return Stream.of(
                Arguments.of(HouseRules.nothingBlocks, "BlockingCall"),
                Arguments.of(HouseRules.nothingBlocks, "SleepingCall"),
                Arguments.of(HouseRules.nothingBlocks, "JoiningCall"),
                Arguments.of(HouseRules.onlyLifecyclesSubscribe, "FireAndForget"),
                Arguments.of(HouseRules.controllersArePackagePrivate, "PublicController"),
                Arguments.of(HouseRules.settingsComeAsRecords, "ValueSettings"),
                Arguments.of(HouseRules.modelsKnowNoWebAndNoPersistence, "WebRecord"),
                Arguments.of(HouseRules.featuresFormNoCycles, "OtherHalf"));
    }

    @ParameterizedTest
    @MethodSource("rulesAndTheirOffenders")
    void catchesTheOffender(ArchRule rule, String offender) {
        assertThat(rule.evaluate(OFFENDING).getFailureReport().toString()).contains(offender);
    }

    @Test
    void findsNoFaultInInnocentCode() {
        JavaClasses innocent = new ClassFileImporter().importPackages("io.maltan.platform.testing");
        assertThat(HouseRules.nothingBlocks.evaluate(innocent).hasViolation()).isFalse();
        assertThat(HouseRules.onlyLifecyclesSubscribe.evaluate(innocent).hasViolation()).isFalse();
    }
}
