package dev.strategos.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.documentation.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The lists of published modules agree: the build's, the bom's, and that of these tests. */
class PublishedModulesTest {

    private static final Path ROOT = Repository.root();
    private static final List<String> UNPUBLISHED = List.of("bom", "examples", "benchmarks");

    private final XPath xpath = XPathFactory.newInstance().newXPath();

    @Test
    void theBuildHasNoModuleThatTheseTestsLeaveOut() throws Exception {
        List<String> modules = texts(ROOT.resolve("pom.xml"), "/project/modules/module");
        modules.removeAll(UNPUBLISHED);
        assertThat(modules).containsExactlyInAnyOrderElementsOf(Repository.PUBLISHED);
    }

    @Test
    void theBomHasThePublishedModulesAndNothingElse() throws Exception {
        assertThat(texts(bom(), "/project/dependencyManagement/dependencies/dependency/artifactId"))
                .containsExactlyInAnyOrderElementsOf(Repository.PUBLISHED.stream()
                        .map(module -> "strategos-" + module)
                        .toList());
        assertThat(texts(bom(), "/project/dependencyManagement/dependencies/dependency/version"))
                .containsOnly("${project.version}");
    }

    @Test
    void theBomStandsAloneAndHasTheVersionOfTheBuild() throws Exception {
        assertThat(texts(bom(), "/project/parent | /project/dependencies")).isEmpty();
        assertThat(texts(bom(), "/project/version")).isEqualTo(texts(ROOT.resolve("pom.xml"), "/project/version"));
    }

    @Test
    void everyPublishedModuleDescribesItselfAndHasAConsumer() {
        assertThat(Repository.PUBLISHED).allSatisfy(module -> {
            assertThat(ROOT.resolve(module).resolve("src/main/java/module-info.java"))
                    .exists();
            assertThat(ROOT.resolve("examples/src/it/consumer").resolve(module)).exists();
        });
    }

    private static Path bom() {
        return ROOT.resolve("bom/pom.xml");
    }

    private List<String> texts(Path pom, String path) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
        NodeList nodes = (NodeList) xpath.evaluate(path, document, XPathConstants.NODESET);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent().strip());
        }
        return texts;
    }
}
