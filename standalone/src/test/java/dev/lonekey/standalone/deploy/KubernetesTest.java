package dev.lonekey.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.ingest.config.IngestConfiguration;
import dev.lonekey.runtime.config.ConfigurationFile;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests fit together, and with what the services take. */
class KubernetesTest {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(:[^}]*)?}");

    @Test
    void fieldThatKubernetesDoesNotKnow_isRefused() {
        // Given
        var misspelt = "apiVersion: v1\nkind: Service\nspec:\n  prots: []\n";
        // When, Then
        assertThatThrownBy(() -> Manifests.object(Manifests.STRICT.readTree(misspelt)))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining("prots");
    }

    @Test
    void everyFile_isReadAndNamed() throws IOException {
        // Given
        var named = new HashSet<>(texts("resources"));
        named.addAll(List.of("kustomization.yml", "lonekey.yml", "secret.example.yml", "servicemonitor.yml"));
        // When
        try (var files = Files.list(Manifests.FOLDER)) {
            // Then
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(named);
        }
        assertThat(Manifests.applied()).hasSizeGreaterThan(10);
    }

    @Test
    void selectors_findPods() throws IOException {
        for (var set : Manifests.of(StatefulSet.class).toList()) {
            assertMatches(set.getSpec().getSelector(), set.getSpec().getTemplate());
            assertThat(Manifests.of(Service.class)
                            .filter(service -> "None".equals(service.getSpec().getClusterIP()))
                            .map(service -> service.getMetadata().getName()))
                    .contains(set.getSpec().getServiceName());
        }
        for (var deployment : Manifests.of(Deployment.class).toList()) {
            assertMatches(
                    deployment.getSpec().getSelector(), deployment.getSpec().getTemplate());
        }
        for (var budget : Manifests.of(PodDisruptionBudget.class).toList()) {
            assertThat(Manifests.pods())
                    .anySatisfy(pod -> assertMatches(budget.getSpec().getSelector(), pod));
        }
        for (var policy : Manifests.of(NetworkPolicy.class).toList()) {
            assertThat(Manifests.pods())
                    .anySatisfy(pod -> assertMatches(policy.getSpec().getPodSelector(), pod));
        }
        for (var pod : Manifests.pods()) {
            assertThat(pod.getSpec().getTopologySpreadConstraints())
                    .allSatisfy(spread -> assertMatches(spread.getLabelSelector(), pod));
        }
    }

    @Test
    void services_leadToPortsThatAreOpen() throws IOException {
        for (var service : Manifests.of(Service.class).toList()) {
            // When
            var ports = Manifests.pods().stream()
                    .filter(pod -> labels(pod)
                            .entrySet()
                            .containsAll(service.getSpec().getSelector().entrySet()))
                    .flatMap(pod -> pod.getSpec().getContainers().stream())
                    .flatMap(container -> container.getPorts().stream())
                    .map(ContainerPort::getName)
                    .toList();
            // Then
            assertThat(service.getSpec().getPorts()).isNotEmpty().allSatisfy(port -> assertThat(ports)
                    .contains(port.getTargetPort().getStrVal()));
        }
    }

    @Test
    void probes_askWhatTheServicesAnswer() throws IOException {
        for (var container : containers("detector", "ingest")) {
            assertThat(path(container.getStartupProbe(), container)).isEqualTo("/health/live");
            assertThat(path(container.getLivenessProbe(), container)).isEqualTo("/health/live");
            assertThat(path(container.getReadinessProbe(), container)).isEqualTo("/health/ready");
        }
        assertThat(containers("detector", "ingest")).hasSize(2);
    }

    private static String path(Probe probe, Container container) {
        assertThat(container.getPorts())
                .extracting(ContainerPort::getName)
                .contains(probe.getHttpGet().getPort().getStrVal());
        return probe.getHttpGet().getPath();
    }

    @Test
    void everyPod_isNotRootAndCanWriteNothingButWhatIsMounted() throws IOException {
        for (var pod : Manifests.pods()) {
            var forPod = pod.getSpec().getSecurityContext();
            assertThat(forPod.getRunAsNonRoot()).isTrue();
            assertThat(forPod.getRunAsUser()).isEqualTo(10001);
            assertThat(forPod.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
            for (var container : pod.getSpec().getContainers()) {
                assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                        .isTrue();
                assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                        .isFalse();
                assertThat(container.getSecurityContext().getCapabilities().getDrop())
                        .containsExactly("ALL");
                assertThat(container.getResources().getLimits()).containsKey("memory");
            }
        }
    }

    @Test
    void whatIsMounted_isThere() throws IOException {
        // Given
        var generated = StreamSupport.stream(
                        Manifests.kustomization().path("configMapGenerator").spliterator(), false)
                .collect(Collectors.toMap(map -> map.path("name").asText(), map -> map.path("files")));
        for (var pod : Manifests.pods()) {
            // When
            var volumes = Stream.concat(pod.getSpec().getVolumes().stream().map(Volume::getName), claims(pod))
                    .toList();
            // Then
            assertThat(pod.getSpec().getContainers())
                    .flatExtracting(Container::getVolumeMounts)
                    .extracting(VolumeMount::getName)
                    .containsExactlyInAnyOrderElementsOf(volumes);
            var secretNames = secrets().stream()
                    .map(secret -> secret.getMetadata().getName())
                    .toList();
            assertThat(pod.getSpec().getVolumes()).allSatisfy(volume -> {
                if (volume.getConfigMap() != null) {
                    assertThat(generated.get(volume.getConfigMap().getName()))
                            .singleElement()
                            .satisfies(file -> assertThat(Manifests.FOLDER.resolve(file.asText()))
                                    .exists());
                }
                if (volume.getSecret() != null) {
                    assertThat(secretNames).contains(volume.getSecret().getSecretName());
                }
            });
        }
        assertThat(secrets()).hasSize(2).allSatisfy(secret -> assertThat(
                        secret.getStringData().values())
                .allMatch(String::isEmpty));
        assertThat(accounts())
                .containsAll(Manifests.pods().stream()
                        .map(pod -> pod.getSpec().getServiceAccountName())
                        .filter(name -> name != null)
                        .toList());
    }

    private static Stream<String> claims(PodTemplateSpec pod) throws IOException {
        return Manifests.of(StatefulSet.class)
                .filter(set -> set.getSpec().getTemplate().equals(pod))
                .flatMap(set -> set.getSpec().getVolumeClaimTemplates().stream())
                .map(claim -> claim.getMetadata().getName());
    }

    private static List<Secret> secrets() throws IOException {
        return Manifests.objects("secret.example.yml").stream()
                .map(Secret.class::cast)
                .toList();
    }

    private static List<String> accounts() throws IOException {
        return Manifests.of(ServiceAccount.class)
                .map(account -> account.getMetadata().getName())
                .toList();
    }

    @Test
    void settings_areReadWithWhatThePodsHave(@TempDir Path folder) throws IOException {
        // Given
        for (var secret : secrets()) {
            for (var key : secret.getStringData().keySet()) {
                Files.writeString(folder.resolve(key), "made-up-" + key + "-0123456789");
            }
        }
        var settings = Manifests.FOLDER.resolve("lonekey.yml");
        for (var pod : Manifests.pods()) {
            var environment = environment(pod, folder);
            // When
            var detector = ConfigurationFile.read(settings, DetectorConfiguration.class, environment);
            var ingest = ConfigurationFile.read(settings, IngestConfiguration.class, environment);
            // Then
            assertThat(detector.kafka().settings().get("sasl.jaas.config"))
                    .contains("username=\"made-up-username-0123456789\" password=\"made-up-password-0123456789\"");
            assertThat(mountPaths(pod)).anyMatch(path -> settingOf(detector, "ssl.truststore.location")
                    .startsWith(path));
            assertThat(ingest.kafka()).isEqualTo(detector.kafka());
            assertThat(detector.http().host()).contains("0.0.0.0");
            assertThat(detector.detector().standbyReplicas()).contains(1);
        }
        var detectorPod = Manifests.of(StatefulSet.class)
                .findFirst()
                .orElseThrow()
                .getSpec()
                .getTemplate();
        var detector = ConfigurationFile.read(settings, DetectorConfiguration.class, environment(detectorPod, folder));
        assertThat(detector.detector().instanceId()).contains("made-up-metadata.name");
        assertThat(detector.http().token()).contains("made-up-token-0123456789");
        assertThat(mountPaths(detectorPod)).contains("/var/lib/lonekey");
    }

    @Test
    void everyVariableOfTheSettings_isGivenOrHasADefault() throws IOException {
        // Given
        var variables = VARIABLE.matcher(Files.readString(Manifests.FOLDER.resolve("lonekey.yml")));
        // When
        while (variables.find()) {
            var name = variables.group(1);
            var hasDefault = variables.group(2) != null;
            // Then
            for (var container : containers("topics", "detector", "ingest")) {
                assertThat(container.getEnv())
                        .as("%s in %s", name, container.getName())
                        .satisfiesAnyOf(all -> assertThat(hasDefault).isTrue(), all -> assertThat(all)
                                .extracting(EnvVar::getName)
                                .containsAnyOf(name, name + "_FILE"));
            }
        }
    }

    @Test
    void images_areThoseOfTheDockerfile() throws IOException {
        // Given
        var dockerfile =
                Files.readString(Manifests.FOLDER.resolveSibling("docker").resolve("Dockerfile"));
        var images = Manifests.pods().stream()
                .flatMap(pod -> pod.getSpec().getContainers().stream())
                .map(Container::getImage)
                .toList();
        // Then
        assertThat(images).allSatisfy(image -> assertThat(dockerfile).contains("title=\"" + image + "\""));
        assertThat(StreamSupport.stream(Manifests.kustomization().path("images").spliterator(), false)
                        .map(image -> image.path("name").asText()))
                .containsExactlyInAnyOrderElementsOf(images);
    }

    @Test
    void serviceMonitor_findsServicesWithItsPort() throws IOException {
        // Given
        var monitor = Manifests.documents("servicemonitor.yml").get(0).path("spec");
        var names = monitor.at("/selector/matchExpressions/0/values");
        // Then
        assertThat(names).hasSize(2).allSatisfy(name -> assertThat(Manifests.of(Service.class))
                .filteredOn(service -> service.getMetadata()
                        .getLabels()
                        .get("app.kubernetes.io/name")
                        .equals(name.asText()))
                .singleElement()
                .satisfies(service -> assertThat(service.getSpec().getPorts())
                        .extracting("name")
                        .contains(monitor.at("/endpoints/0/port").asText())));
    }

    private static List<String> texts(String field) throws IOException {
        return StreamSupport.stream(Manifests.kustomization().path(field).spliterator(), false)
                .map(node -> node.asText())
                .toList();
    }

    private static List<Container> containers(String... names) throws IOException {
        return Manifests.pods().stream()
                .flatMap(pod -> pod.getSpec().getContainers().stream())
                .filter(container -> List.of(names).contains(container.getName()))
                .toList();
    }

    /** What a pod's container finds in its environment, with the mounted secret in another folder. */
    private static Map<String, String> environment(PodTemplateSpec pod, Path folder) {
        var environment = new HashMap<String, String>();
        for (var variable : pod.getSpec().getContainers().get(0).getEnv()) {
            var value = variable.getValue() == null
                    ? "made-up-" + variable.getValueFrom().getFieldRef().getFieldPath()
                    : variable.getValue().replaceFirst("/etc/lonekey-(kafka|api)", folder.toString());
            environment.put(variable.getName(), value);
        }
        return environment;
    }

    private static List<String> mountPaths(PodTemplateSpec pod) {
        return pod.getSpec().getContainers().get(0).getVolumeMounts().stream()
                .map(VolumeMount::getMountPath)
                .toList();
    }

    private static String settingOf(DetectorConfiguration configuration, String name) {
        return configuration.kafka().settings().get(name);
    }

    private static Map<String, String> labels(PodTemplateSpec pod) {
        return pod.getMetadata().getLabels();
    }

    private static void assertMatches(LabelSelector selector, PodTemplateSpec pod) {
        assertThat(labels(pod).entrySet()).containsAll(selector.getMatchLabels().entrySet());
        assertThat(selector.getMatchExpressions()).allSatisfy(expression -> assertThat(expression.getValues())
                .contains(labels(pod).get(expression.getKey())));
    }
}
