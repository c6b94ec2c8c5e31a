package dev.lonekey.standalone.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dashboards are what Grafana 12 takes: no Grafana is needed to see that. */
class DashboardsTest {

    private static final int GRAFANA_12 = 41;
    private static final int COLUMNS = 24;
    private static final String VARIABLE = "${datasource}";

    static Stream<Path> files() throws IOException {
        return Dashboards.files().stream();
    }

    @Test
    void uids_areStable_sinceLinksAndBookmarksHangOnThem() throws IOException {
        // When
        var uids = new ArrayList<String>();
        for (var file : Dashboards.files()) {
            var dashboard = Dashboards.read(file);
            uids.add(
                    dashboard.get("uid").asText() + " " + dashboard.get("title").asText());
            assertThat(file.getFileName()).hasToString(dashboard.get("uid").asText() + ".json");
        }
        // Then
        assertThat(uids)
                .containsExactlyInAnyOrder(
                        "lonekey-security Lonekey: security", "lonekey-operations Lonekey: operations");
    }

    @ParameterizedTest
    @MethodSource("files")
    void dashboard_isOfGrafana12_andHasNoIdOfItsOwn(Path file) throws IOException {
        var dashboard = Dashboards.read(file);
        assertThat(dashboard.get("schemaVersion").asInt()).isEqualTo(GRAFANA_12);
        assertThat(dashboard.get("id").isNull()).isTrue();
        assertThat(dashboard.get("description").asText()).isNotBlank();
        assertThat(dashboard.get("links"))
                .allSatisfy(link -> assertThat(link.get("url").asText()).matches("/d/lonekey-(security|operations)"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void panels_haveIdsOfTheirOwn_andDoNotOverlap(Path file) throws IOException {
        var ids = new HashSet<Integer>();
        var taken = new HashMap<List<Integer>, String>();
        for (var panel : Dashboards.read(file).get("panels")) {
            var title = panel.get("title").asText();
            assertThat(ids.add(panel.get("id").asInt())).as(title).isTrue();
            var place = panel.get("gridPos");
            var x = place.get("x").asInt();
            var y = place.get("y").asInt();
            assertThat(x + place.get("w").asInt()).as(title).isLessThanOrEqualTo(COLUMNS);
            for (var column = x; column < x + place.get("w").asInt(); column++) {
                for (var line = y; line < y + place.get("h").asInt(); line++) {
                    assertThat(taken.put(List.of(column, line), title))
                            .as(title)
                            .isNull();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void panel_saysWhatItShows_inWhichUnit_andWhatNothingMeans(Path file) throws IOException {
        for (var panel : panels(file)) {
            var title = panel.get("title").asText();
            var usual = panel.get("fieldConfig").get("defaults");
            assertThat(panel.path("description").asText()).as(title).hasSizeGreaterThan(10);
            assertThat(usual.path("unit").asText()).as(title).isNotBlank();
            assertThat(usual.path("noValue").asText()).as(title).isNotBlank();
            assertThat(panel.get("targets")).as(title).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void query_hasAnExpressionAndALegend_andAsksTheChosenDataSource(Path file) throws IOException {
        for (var panel : panels(file)) {
            var refs = new HashSet<String>();
            assertThat(panel.get("datasource").get("uid").asText()).isEqualTo(VARIABLE);
            for (var target : panel.get("targets")) {
                var title = panel.get("title").asText();
                assertThat(target.path("expr").asText()).as(title).isNotBlank();
                assertThat(target.path("legendFormat").asText()).as(title).isNotBlank();
                assertThat(target.get("datasource").get("type").asText())
                        .as(title)
                        .isEqualTo("prometheus");
                assertThat(target.get("datasource").get("uid").asText())
                        .as(title)
                        .isEqualTo(VARIABLE);
                assertThat(refs.add(target.get("refId").asText())).as(title).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void dataSource_isTheProvisionedOneUnlessAnotherIsChosen(Path file) throws IOException {
        // Given
        var provisioned = new YAMLMapper()
                .readTree(Dashboards.FOLDER
                        .resolve("provisioning/datasources/lonekey.yml")
                        .toFile())
                .get("datasources")
                .get(0);
        // When
        var variable = Dashboards.read(file).get("templating").get("list").get(0);
        // Then
        assertThat(variable.get("name").asText()).isEqualTo("datasource");
        assertThat(variable.get("type").asText()).isEqualTo("datasource");
        assertThat(variable.get("query").asText())
                .isEqualTo(provisioned.get("type").asText());
        assertThat(variable.get("current").get("value").asText())
                .isEqualTo(provisioned.get("uid").asText());
    }

    /** One instance counts a part of the partitions only: a choice would show less than there is. */
    @Test
    void instancesCanBeChosen_whereThatMakesSense() throws IOException {
        assertThat(Dashboards.queries())
                .allSatisfy(query -> assertThat(query.expression().contains("instance=~\"$instance\""))
                        .as(query.title())
                        .isEqualTo(query.title().startsWith("Lonekey: operations")));
    }

    private static List<JsonNode> panels(Path file) throws IOException {
        var panels = new ArrayList<JsonNode>();
        for (var panel : Dashboards.read(file).get("panels")) {
            if (!panel.get("type").asText().equals("row")) {
                panels.add(panel);
            }
        }
        return panels;
    }
}
