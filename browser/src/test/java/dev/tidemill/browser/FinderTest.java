package dev.tidemill.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayDeque;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-K: a few letters lead anywhere. */
@ExtendWith({NeedsChromium.class, OneStage.class})
class FinderTest {

  private static Stage stage;

  @BeforeAll
  static void meet(Stage shared) {
    stage = shared;
    shared.mails().fail(3);
  }

  @ParameterizedTest
  @CsvSource({
    "live, work, workers$, Workers",
    "live, mai, queues/mails$, mails",
    "live, mails/2, queues/mails/jobs/2$, Job 2",
    "queues/mails, 3, queues/mails/jobs/3$, Job 3",
    "queues/mails, error:timeout, queues/mails\\?q=error%3Atimeout$, mails"
  })
  void aFewLettersAndEnterLeadThere(String from, String letters, String address, String headline) {
    try (var page = stage.open(from)) {
      page.press("Control+k");
      assertThat(line(page)).isFocused();
      line(page).fill(letters);
      assertThat(chosen(page)).hasCount(1);
      page.press("Enter");

      assertThat(page.page().locator("h1")).hasText(headline);
      assertThat(page.page()).hasURL(Pattern.compile(".*#/" + address));
      assertThat(page.page().locator("dialog[open]")).hasCount(0);
      assertThat(page.complaints()).isEmpty();
    }
  }

  @Test
  void arrowsGoRoundEscapeClosesAndTheFocusIsBackWhereItWas() {
    try (var page = stage.open("queues/mails?state=failed")) {
      Locator search = page.page().getByRole(AriaRole.SEARCHBOX);
      search.focus();
      page.press("Meta+k", "ArrowUp");
      assertThat(chosen(page)).containsText("Keys and help");
      page.press("ArrowDown", "ArrowDown");
      assertThat(chosen(page)).containsText("Queues");
      assertThat(line(page)).hasAttribute("aria-activedescendant", "find-1");
      page.press("Escape");

      assertThat(page.page().locator("dialog[open]")).hasCount(0);
      assertThat(search).isFocused();
    }
  }

  @Test
  void whatIsChosenStaysChosenWhenTheQueuesComeLate() {
    try (var page = stage.open("live")) {
      var asked = new ArrayDeque<Route>();
      page.page().route("**/queues?limit=200", asked::add);
      page.press("Control+k", "ArrowUp");
      assertThat(chosen(page)).containsText("Keys and help");
      page.page().waitForCondition(() -> !asked.isEmpty());
      asked.remove().resume();

      assertThat(page.page().locator("[role=option]", named("mails"))).hasCount(1);
      assertThat(chosen(page)).containsText("Keys and help");
    }
  }

  @Test
  void whatIsDoneFromItAsksAsItsButtonDoes() {
    try (var page = stage.open("live")) {
      page.button("Find or do").click();
      line(page).fill("start the");
      page.press("Enter");
      assertThat(page.sheet()).containsText("Start the pool?");
      page.press("Escape", "Control+k");
      line(page).fill("theme: dark");
      page.press("Enter");

      assertThat(page.page().locator("html")).hasAttribute("data-theme", "dark");
    }
  }

  @ParameterizedTest
  @CsvSource({"1280, LIGHT", "320, DARK"})
  void axeFindsNothingToSayWhateverIsFound(int width, ColorScheme scheme) {
    try (var page =
        new JobsPage(stage.chromium().window(width, scheme), stage.server().url(), "queues")) {
      page.button("Find or do").click();
      assertThat(chosen(page)).containsText("Live");
      page.picture("finder-" + width);
      assertThat(new AxeBuilder(page.page()).analyze().getViolations()).isEmpty();
      line(page).fill("no such thing");
      assertThat(page.page().getByText("Nothing is called so.")).isVisible();
      assertThat(new AxeBuilder(page.page()).analyze().getViolations()).isEmpty();
      assertThat(page.sideways()).isNotPositive();
    }
  }

  private static Locator line(JobsPage page) {
    return page.page().getByRole(AriaRole.COMBOBOX);
  }

  private static Page.LocatorOptions named(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  private static Locator chosen(JobsPage page) {
    return page.page().locator("[role=option][aria-selected=true]");
  }
}
