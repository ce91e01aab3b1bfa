package dev.tidemill.server.doctor;

import dev.tidemill.server.cli.DoctorConfig;
import dev.tidemill.server.cli.ExitCode;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Looks whether Tidemill can work here. */
public final class Doctor {

  private static final long LEAST_ROOM = 1L << 30;

  private final DoctorConfig config;
  private final PrintWriter out;

  /** Prints there. */
  public Doctor(DoctorConfig config, PrintWriter out) {
    this.config = config;
    this.out = out;
  }

  /** Looks and tells; answers the exit code. */
  public int run() {
    List<Finding> findings = findings();
    if (config.json()) {
      printJson(findings);
    } else {
      findings.forEach(this::print);
      out.println(verdict(findings));
    }
    return count(findings, Finding.Level.WRONG) > 0 ? ExitCode.FAILED : ExitCode.OK;
  }

  private static String verdict(List<Finding> findings) {
    long wrong = count(findings, Finding.Level.WRONG);
    long warnings = count(findings, Finding.Level.WARNING);
    String beside =
        warnings == 0 ? "" : ", %d warning%s".formatted(warnings, warnings == 1 ? "" : "s");
    return wrong == 0
        ? "Tidemill can work here" + beside + "."
        : "Tidemill cannot work here yet: %d wrong%s.".formatted(wrong, beside);
  }

  private static long count(List<Finding> findings, Finding.Level level) {
    return findings.stream().filter(one -> one.level() == level).count();
  }

  private List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    all.add(MachineChecks.java());
    all.add(MachineChecks.port(config.port()));
    String url = config.redis().url();
    if (url == null) {
      Finding data = MachineChecks.data(config.redis().data());
      all.add(data);
      if (data.level() == Finding.Level.OK) {
        all.add(MachineChecks.room(config.redis().data(), LEAST_ROOM));
        all.add(MachineChecks.binary(config.redis().data()));
      }
    } else {
      all.addAll(new RedisChecks(url, config.redis().prefix(), InstantSource.system()).findings());
    }
    return all;
  }

  private void print(Finding finding) {
    String level = finding.level().name().toLowerCase(Locale.ROOT);
    out.println("%-8s %-13s %s".formatted(level, finding.check(), finding.told()));
    if (!finding.remedy().isEmpty()) {
      out.println("%-8s %-13s -> %s".formatted("", "", finding.remedy()));
    }
  }

  private void printJson(List<Finding> findings) {
    ArrayNode items = new JsonMapper().createArrayNode();
    for (Finding finding : findings) {
      items
          .addObject()
          .put("check", finding.check())
          .put("level", finding.level().name().toLowerCase(Locale.ROOT))
          .put("told", finding.told())
          .put("remedy", finding.remedy());
    }
    out.println(items);
  }
}
