package dev.lonekey.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may depend on whom. */
@AnalyzeClasses(
        packages = "dev.lonekey",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutTestJars.class})
class ArchitectureTest {

    /** Tests of other modules come as archives of their own. */
    static final class WithoutTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String STREAMS = "org.apache.kafka.streams..";
    private static final String AWS = "software.amazon.awssdk..";

    @ArchTest
    static final ArchRule contract_knowsNeitherStreamsNorAwsNorTheOtherModules = noClasses()
            .that()
            .resideInAPackage("dev.lonekey.contract..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    STREAMS,
                    AWS,
                    "dev.lonekey.runtime..",
                    "dev.lonekey.ingest..",
                    "dev.lonekey.detector..",
                    "dev.lonekey.standalone..");

    @ArchTest
    static final ArchRule runtime_knowsNeitherStreamsNorAwsNorTheServices = noClasses()
            .that()
            .resideInAPackage("dev.lonekey.runtime..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    STREAMS, AWS, "dev.lonekey.ingest..", "dev.lonekey.detector..", "dev.lonekey.standalone..");

    @ArchTest
    static final ArchRule ingest_doesNotKnowTheDetector = noClasses()
            .that()
            .resideInAPackage("dev.lonekey.ingest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.lonekey.detector..", "dev.lonekey.standalone..", STREAMS);

    @ArchTest
    static final ArchRule sources_holdNoKafka = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.lonekey.ingest.source..",
                    "dev.lonekey.ingest.archive..",
                    "dev.lonekey.ingest.report..",
                    "dev.lonekey.ingest.aws..",
                    "dev.lonekey.ingest.snapshot..",
                    "dev.lonekey.ingest.queue..",
                    "dev.lonekey.ingest.trail..",
                    "dev.lonekey.ingest.account..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule detector_knowsNeitherIngestNorAws = noClasses()
            .that()
            .resideInAPackage("dev.lonekey.detector..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.lonekey.ingest..", "dev.lonekey.standalone..", AWS);

    @ArchTest
    static final ArchRule core_isPure = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.lonekey.detector.fact..",
                    "dev.lonekey.detector.history..",
                    "dev.lonekey.detector.rule..",
                    "dev.lonekey.detector.policy..",
                    "dev.lonekey.detector.violation..",
                    "dev.lonekey.detector.account..",
                    "dev.lonekey.detector.ocsf..",
                    "dev.lonekey.detector.audit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "java.io..", "java.nio.file..", "java.net..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule audits_needNoKafka = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.lonekey.standalone.evidence..",
                    "dev.lonekey.standalone.saved..",
                    "dev.lonekey.standalone.live..",
                    "dev.lonekey.standalone.check..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..",
                    "dev.lonekey.detector.stream..",
                    "dev.lonekey.ingest.publish..",
                    "dev.lonekey.ingest.poll..",
                    "dev.lonekey.ingest.share..");

    @ArchTest
    static final ArchRule brokerInternals_areTouchedByTheEmbeddedBrokerOnly = noClasses()
            .that()
            .resideOutsideOfPackage("dev.lonekey.standalone.broker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server..");

    @ArchTest
    static final ArchRule packagesOfContract_haveNoCycles =
            slices().matching("dev.lonekey.contract.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfRuntime_haveNoCycles =
            slices().matching("dev.lonekey.runtime.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfIngest_haveNoCycles =
            slices().matching("dev.lonekey.ingest.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfTheDetector_haveNoCycles =
            slices().matching("dev.lonekey.detector.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfStandalone_haveNoCycles =
            slices().matching("dev.lonekey.standalone.(*)..").should().beFreeOfCycles();
}
