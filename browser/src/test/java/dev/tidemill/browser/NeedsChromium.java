package dev.tidemill.browser;

import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips loudly where there is no browser to drive; where CI must not skip, fails. */
final class NeedsChromium implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    List<String> missing = BrowserParts.onThisMachine().missing();
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("a browser is here");
    }
    String reason = "Browser tests need " + String.join(", ", missing);
    if (Boolean.parseBoolean(System.getenv("TIDEMILL_CI"))) {
      throw new IllegalStateException(reason + "; TIDEMILL_CI=true refuses to skip them");
    }
    System.err.println("\n*** SKIPPED: " + context.getDisplayName() + ". " + reason + " ***\n");
    return ConditionEvaluationResult.disabled(reason);
  }
}
