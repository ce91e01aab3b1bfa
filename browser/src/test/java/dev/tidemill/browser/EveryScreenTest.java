package dev.tidemill.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.Schedule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each screen, tab and sheet in light, in dark and in colours that somebody has chosen: one page,
 * many states.
 */
@ExtendWith({NeedsChromium.class, OneStage.class})
class EveryScreenTest {

  private static final String SETTLED =
      "() => !/Reading…|Connecting…|Searching…|Counting…/.test(document.body.innerText)";

  /** What can have the focus and shows nothing of it, or hardly. */
  private static final String UNSEEN_FOCUS =
      """
      () => {
        const light = (colour) => {
          const [r, g, b] = colour.match(/[\\d.]+/g).map(Number)
            .map((v) => (v / 255 <= 0.04 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const paper = light(getComputedStyle(document.body).backgroundColor);
        const seen = ({ outlineStyle, outlineWidth, outlineColor }) => {
          const [dim, bright] = [light(outlineColor), paper].sort((a, b) => a - b);
          const wide = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
          return wide && (bright + 0.05) / (dim + 0.05) >= 3;
        };
        const all = (document.querySelector("dialog[open]") ?? document)
          .querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
        return [...all].filter((one) => {
          one.focus();
          return document.activeElement === one && !seen(getComputedStyle(one));
        }).map((one) => one.outerHTML.slice(0, 120));
      }
      """;

  private static ServerProcess server;
  private static Page page;

  @BeforeAll
  static void open(Stage stage) throws IOException {
    stage.mails().fail(12);
    Schedule daily = Schedule.every(Duration.ofDays(1)).build();
    stage.mails().queue().schedulers().upsert("nightly", daily, NewJob.of("digest", "{}"));
    server = stage.serve("every-screen", stage.redis(), "--start", "--push-interval=50ms");
    page = stage.open(server, "live").page();
    page.waitForFunction("() => document.querySelector('tide-app').store.history.length > 5");
    try (InputStream axe = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      page.evaluate(new String(Objects.requireNonNull(axe).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @AfterAll
  static void close() {
    page.context().close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          live                                     |
          live?table=composition,depth,lanes       |
          live                                     | Keys and help
          live                                     | Find or do
          queues                                   |
          queues                                   | Add job
          queues/mails?state=failed                |
          queues/mails?state=failed                | Remove all…
          queues/mails?tab=schedulers              |
          queues/mails?tab=schedulers              | Remove scheduler nightly
          queues/mails?tab=settings                |
          queues/mails?tab=settings                | Obliterate…
          queues/mails/jobs/1                      |
          queues/mails/jobs/1?tab=data             |
          queues/mails/jobs/1?tab=options          |
          queues/mails/jobs/1?tab=result           |
          queues/mails/jobs/1?tab=logs             |
          queues/mails/jobs/1?tab=flow             |
          queues/mails/jobs/1?tab=raw              |
          queues/mails/jobs/99                     |
          queues/nothing                           |
          workers                                  |
          workers                                  | Limits…
          system                                   |
          """)
  void axeHasNothingToSayAndTextAndFocusAreSeen(String place, @Nullable String sheet) {
    show(place, sheet);

    colours(ColorScheme.LIGHT, ForcedColors.NONE);
    assertThat(flaws()).as("light").isEmpty();
    colours(ColorScheme.DARK, ForcedColors.NONE);
    assertThat(flaws()).as("dark").isEmpty();
    colours(ColorScheme.LIGHT, ForcedColors.ACTIVE);
    assertThat(flaws("color-contrast")).as("chosen colours").isEmpty();
    page.keyboard().press("Tab"); // from now on the focus is shown
    assertThat((List<?>) page.evaluate(UNSEEN_FOCUS)).as("unseen focus").isEmpty();
  }

  /** What axe finds; it is asked for no more than that, since all that is well is long. */
  private static List<?> flaws(String... rules) {
    return (List<?>)
        page.evaluate(
            "rules => axe.run(document, { resultTypes: ['violations'],"
                + " ...(rules.length > 0 && { runOnly: rules }) }).then(({ violations }) =>"
                + " violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]))",
            List.of(rules));
  }

  private static void show(String place, @Nullable String sheet) {
    page.evaluate(
        "place => { document.querySelectorAll('dialog[open]').forEach(one => one.close());"
            + " location.hash = place; }",
        "#/" + place);
    assertThat(page.locator("main h1")).isVisible();
    page.waitForFunction(SETTLED);
    if (sheet != null) {
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(sheet).setExact(true))
          .click();
      assertThat(page.locator("dialog[open]")).isVisible();
      page.waitForFunction(SETTLED);
    }
  }

  private static void colours(ColorScheme scheme, ForcedColors forced) {
    page.emulateMedia(
        new Page.EmulateMediaOptions().setColorScheme(scheme).setForcedColors(forced));
  }
}
