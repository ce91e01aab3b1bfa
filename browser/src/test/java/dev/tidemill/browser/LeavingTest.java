package dev.tidemill.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nothing of a screen goes on once it has been left, and no answer comes to the wrong one. */
@ExtendWith({NeedsChromium.class, OneStage.class})
class LeavingTest {

  private static final String CHARTS = "() => uPlot.sync('pool').plots.length";

  /** An answer whose connection is lost in its midst. */
  private static final String LOST =
      """
      async () => {
        const { get } = await import("./api.js");
        const body = new ReadableStream({ start: (to) => to.error(new TypeError("network error")) });
        window.fetch = async () => new Response(body);
        const problem = await get("queues").catch((problem) => problem);
        return `${problem.passing} ${problem.code}`;
      }
      """;

  /** The answer about the first key comes after that about the second. */
  private static final String LATE =
      """
      async () => {
        const asked = [];
        window.fetch = (url) => new Promise((answer) => asked.push(() => answer(Response.json({ key: url }))));
        const payload = document.createElement("tide-payload");
        document.body.append(payload);
        payload.key = "first";
        await payload.updateComplete;
        payload.key = "second";
        await payload.updateComplete;
        asked[1]();
        while (payload.read === null) await new Promise(requestAnimationFrame);
        asked[0]();
        for (let n = 0; n < 20; n++) await new Promise(requestAnimationFrame);
        return payload.read.key;
      }
      """;

  /** The reader goes elsewhere, and before anybody has heard of it the search is to be shown. */
  private static final String LEFT =
      """
      async () => {
        const { router } = await import("./router.js");
        const { place } = router;
        location.hash = "#/system";
        router.refine({ q: "timeout" }, place);
        return location.hash;
      }
      """;

  private static void go(JobsPage there, String place, String screen) {
    there.page().evaluate("place => { location.hash = place; }", "#/" + place);
    assertThat(there.page().locator(screen)).isVisible();
  }

  @Test
  void chartsAreLetGoWithTheScreenThatShowsThem(Stage stage) {
    try (JobsPage there = stage.open("live")) {
      for (int n = 0; n < 3; n++) {
        go(there, "queues", "tide-queues");
        go(there, "live", "tide-wave canvas >> nth=0");
      }

      Awaitility.await().until(() -> number(there.page()) == 3);
      assertThat(there.complaints()).isEmpty();
    }
  }

  private static int number(Page page) {
    return ((Number) page.evaluate(CHARTS)).intValue();
  }

  @Test
  void whatIsTypedIntoASearchDoesNotFollowToWhereItsAuthorWentMeanwhile(Stage stage) {
    stage.mails().add(1);
    try (JobsPage there = stage.open("queues/mails")) {
      there.page().clock().install();
      there.page().getByLabel("Search jobs").fill("timeout");
      go(there, "system", "tide-system");
      there.page().clock().runFor(2_000);

      assertThat(there.page().url()).endsWith("#/system");
    }
  }

  @Test
  void aSearchCallsNobodyBackWhoHasGoneElsewhere(Stage stage) {
    try (JobsPage there = stage.open("queues")) {
      assertThat(there.page().evaluate(LEFT)).isEqualTo("#/system");
    }
  }

  @Test
  void aConnectionThatIsLostInTheMidstOfAnAnswerPasses(Stage stage) {
    try (JobsPage there = stage.open("queues")) {
      assertThat(there.page().evaluate(LOST)).isEqualTo("true unreachable");
    }
  }

  @Test
  void anAnswerThatComesAfterThatOfALaterQuestionIsNotShown(Stage stage) {
    stage.mails().add(1);
    try (JobsPage there = stage.open("queues/mails/jobs/1")) {
      assertThat(String.valueOf(there.page().evaluate(LATE))).endsWith("second");
    }
  }
}
