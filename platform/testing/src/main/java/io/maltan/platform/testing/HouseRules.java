package io.maltan.platform.testing;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.Lifecycle;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The rules of architecture that every module keeps; each is proved by a negative control in this
 * module's tests.
 */
public final class HouseRules {

    /** A thread of the event loop that waits stops every request on it. */
    @ArchTest
    public static final ArchRule nothingBlocks =
            noClasses()
                    .should()
                    .callMethodWhere(
                            target(
                                            nameMatching(
                                                    "block|blockFirst|blockLast|blockOptional|toIterable|toStream"))
                                    .and(target(owner(assignableToReactive()))))
                    .orShould()
                    .callMethodWhere(target(name("sleep")).and(target(owner(type(Thread.class)))))
                    .orShould()
                    .callMethodWhere(
                            target(nameMatching("get|join"))
                                    .and(
                                            target(
                                                    owner(
                                                            type(Future.class)
                                                                    .or(
                                                                            type(
                                                                                    CompletableFuture
                                                                                            .class))))))
                    .allowEmptyShould(true)
                    .as("nothing blocks");

    /**
     * What subscribes on its own must also stop on its own: background work lives in a lifecycle.
     */
    @ArchTest
    public static final ArchRule onlyLifecyclesSubscribe =
            noClasses()
                    .that(areNoLifecycles())
                    .should()
                    .callMethodWhere(
                            target(name("subscribe")).and(target(owner(assignableToReactive()))))
                    .allowEmptyShould(true)
                    .as("only the framework and lifecycle classes subscribe");

    @ArchTest
    public static final ArchRule controllersArePackagePrivate =
            classes()
                    .that()
                    .areAnnotatedWith(RestController.class)
                    .should()
                    .bePackagePrivate()
                    .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule settingsComeAsRecords =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(Value.class)
                    .allowEmptyShould(true)
                    .as("settings come as records, not by @Value");

    /** The model of a feature does not know how it is stored or served. */
    @ArchTest
    public static final ArchRule modelsKnowNoWebAndNoPersistence =
            noClasses()
                    .that()
                    .areRecords()
                    .and()
                    .areNotPackagePrivate()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.r2dbc..",
                            "org.springframework.r2dbc..",
                            "org.springframework.web..")
                    .allowEmptyShould(true)
                    .as("public records know neither web nor persistence");

    @ArchTest
    public static final ArchRule featuresFormNoCycles =
            slices().matching("io.maltan.(*).(*)..")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .as("features form no cycles");

    private HouseRules() {}

    private static DescribedPredicate<JavaClass> assignableToReactive() {
        return assignableTo(Mono.class).or(assignableTo(Flux.class));
    }

    private static DescribedPredicate<JavaClass> areNoLifecycles() {
        return DescribedPredicate.describe("are no lifecycles", HouseRules::isNoLifecycle);
    }

    private static boolean isNoLifecycle(JavaClass type) {
        JavaClass outermost = type;
        while (outermost.getEnclosingClass().isPresent()) {
            outermost = outermost.getEnclosingClass().get();
        }
        return !outermost.isAssignableTo(Lifecycle.class)
                && !outermost.getModifiers().contains(JavaModifier.SYNTHETIC);
    }
}
