package dev.tidemill.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WebPageTest {
  private static final Pattern WEBJAR_PATH = Pattern.compile("\"(?:\\./)?(webjars/[^\"]+)\"");
  private static final Pattern OWN_FILE =
      Pattern.compile("(?:src|href)=\"((?!webjars/|#)[^\"]+)\"");

  private final WebPage page = WebPage.fromClassPath();

  @Test
  void everyWebJarThePageNamesIsOnTheClassPathInThatVersion() {
    List<String> named = all(WEBJAR_PATH, page.html());

    assertThat(named).hasSizeGreaterThan(5);
    for (String path : named) {
      assertThat(WebPage.class.getResource("/META-INF/resources/" + path)).as(path).isNotNull();
    }
  }

  @Test
  void everyFileThePageNamesIsThere() {
    List<String> named = all(OWN_FILE, page.html());

    assertThat(named).contains("app.js", "theme.css");
    for (String path : named) {
      assertThat(WebPage.class.getResource("/web/" + path)).as(path).isNotNull();
    }
  }

  @Test
  void thePolicyAllowsTheImportMapByItsHashAndNothingElseInline() {
    var policy = WebPage.of("<script type=\"importmap\">{\"imports\":{}}</script>").policy();

    // printf '{"imports":{}}' | openssl dgst -sha256 -binary | base64
    assertThat(policy)
        .contains("script-src 'self' 'sha256-URrTy+Il/Nz0lHojVUx275hWqAWhkSF0VsHbUM4/6Hw='")
        .contains("default-src 'self'")
        .doesNotContain("unsafe");
  }

  @Test
  void thePageHasNoOtherInlineScriptAndNoInlineStyle() {
    assertThat(page.html())
        .doesNotContain("<style")
        .doesNotContain(" style=")
        .doesNotContain(" on");
    assertThat(all(Pattern.compile("(<script>)"), page.html())).isEmpty();
  }

  @Test
  void aPageWithoutAnImportMapIsRefused() {
    assertThatThrownBy(() -> WebPage.of("<p>hello</p>"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("importmap");
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult r) -> r.group(1)).toList();
  }
}
