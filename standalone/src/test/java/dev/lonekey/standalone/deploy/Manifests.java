package dev.lonekey.standalone.deploy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The manifests in {@code deploy/kubernetes}, read into Kubernetes' own types; a field that these do not have is refused. */
final class Manifests {

    static final Path FOLDER = Path.of("..", "deploy", "kubernetes");

    private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.of(
            "v1/Namespace", Namespace.class,
            "v1/Secret", Secret.class,
            "v1/Service", Service.class,
            "v1/ServiceAccount", ServiceAccount.class,
            "apps/v1/Deployment", Deployment.class,
            "apps/v1/StatefulSet", StatefulSet.class,
            "batch/v1/Job", Job.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
            "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class);

    static final YAMLMapper STRICT = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                /** The types would take any field otherwise. */
                @Override
                public Boolean hasAnySetter(Annotated member) {
                    return false;
                }
            })
            .build();

    private Manifests() {}

    /** The documents of a file, as they are. */
    static List<JsonNode> documents(String file) throws IOException {
        try (var parser = STRICT.createParser(FOLDER.resolve(file).toFile())) {
            return STRICT.readerFor(JsonNode.class).<JsonNode>readValues(parser).readAll();
        }
    }

    /** The objects of a file. */
    static List<HasMetadata> objects(String file) throws IOException {
        var objects = new ArrayList<HasMetadata>();
        for (var document : documents(file)) {
            objects.add(object(document));
        }
        return objects;
    }

    static HasMetadata object(JsonNode document) throws IOException {
        var type = document.path("apiVersion").asText() + "/"
                + document.path("kind").asText();
        return STRICT.treeToValue(document, TYPES.get(type));
    }

    /** What {@code kubectl apply -k} makes, but for the settings. */
    static List<HasMetadata> applied() throws IOException {
        var objects = new ArrayList<HasMetadata>();
        for (var file : kustomization().path("resources")) {
            objects.addAll(objects(file.asText()));
        }
        return objects;
    }

    static JsonNode kustomization() throws IOException {
        return documents("kustomization.yml").get(0);
    }

    static <T> Stream<T> of(Class<T> type) throws IOException {
        return applied().stream().filter(type::isInstance).map(type::cast);
    }

    /** Everything that makes pods. */
    static List<PodTemplateSpec> pods() throws IOException {
        return Stream.of(
                        of(StatefulSet.class).map(set -> set.getSpec().getTemplate()),
                        of(Deployment.class)
                                .map(deployment -> deployment.getSpec().getTemplate()),
                        of(Job.class).map(job -> job.getSpec().getTemplate()))
                .flatMap(templates -> templates)
                .toList();
    }
}
