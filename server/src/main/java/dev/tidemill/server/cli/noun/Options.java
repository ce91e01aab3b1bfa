package dev.tidemill.server.cli.noun;

import dev.tidemill.server.cli.DurationText;
import dev.tidemill.server.cli.HomePath;
import dev.tidemill.server.cli.client.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.TypeConversionException;

/** The options of verbs: their own, then those that all have. */
final class Options {

  private static final List<Param> SERVER =
      List.of(
          Param.option("--server", "URL", "ask this server, as http://127.0.0.1:3000"),
          Param.option("--token", "TEXT", "which that server wants (env TIDEMILL_TOKEN)"),
          Param.option("--timeout", "TIME", "how long an answer may take"));
  private static final List<Param> REDIS =
      List.of(
          Param.option(
              "--redis-url", "URL", "look into this Redis without a server (env REDIS_URL)"),
          Param.option("--data", "DIR", "else ask who has this directory"),
          Param.option(
              "--prefix", "NAME", "first part of the keys, when several have such a queue"));
  private static final List<Param> DATA =
      List.of(Param.option("--data", "DIR", "else whose data this is, else port 3000"));
  private static final List<Param> OUTPUT =
      List.of(
          Param.flag("--json", "as the API answers"),
          Param.flag("--plain", "tabs between the columns, nothing cut"),
          Param.option("--color", "WHEN", "auto, always or never"));

  private Options() {}

  static void addTo(CommandSpec spec, Verb verb) {
    int index = 0;
    for (Param param : verb.params().stream().filter(one -> !one.isOption()).toList()) {
      spec.addPositional(positional(param, index++));
    }
    List<Param> own = verb.params().stream().filter(Param::isOption).toList();
    if (!own.isEmpty()) {
      spec.addMixin("a own", group("", "Options", own));
    }
    spec.addMixin("b server", group("client", "Server", SERVER));
    spec.addMixin("c redis", group("redis", "Redis", verb.running() ? DATA : REDIS));
    spec.addMixin("d output", group("", "Output", OUTPUT));
  }

  private static PositionalParamSpec positional(Param param, int index) {
    PositionalParamSpec.Builder builder =
        PositionalParamSpec.builder().paramLabel(param.name()).hidden(true);
    builder =
        switch (param.kind()) {
          case PLACES -> builder.index(index + "..*").arity("0..*").type(List.class);
          case MAYBE -> builder.index(String.valueOf(index)).arity("0..1");
          case PLACE, OPTION, FLAG ->
              builder.index(String.valueOf(index)).arity("1").required(true);
        };
    return param.kind() == Param.Kind.PLACES
        ? builder.auxiliaryTypes(String.class).build()
        : builder.type(String.class).build();
  }

  private static CommandSpec group(String section, String title, List<Param> params) {
    CommandSpec group = CommandSpec.create();
    group.usageMessage().header(title);
    if (!section.isEmpty()) {
      group.name(section);
    }
    params.forEach(param -> group.addOption(option(param)));
    return group;
  }

  private static OptionSpec option(Param param) {
    OptionSpec.Builder builder = OptionSpec.builder(param.name()).description(param.text());
    return param.kind() == Param.Kind.FLAG
        ? builder.type(boolean.class).fallbackValue("true").build()
        : builder.type(String.class).paramLabel(param.label()).arity("1").build();
  }

  static Place place(Given given, Verb verb) {
    return new Place(
        given.option("--server"),
        given.option("--token", ""),
        given.option("--redis-url"),
        HomePath.of(Path.of(given.option("--data", ""))),
        given.option("--prefix", "bull"),
        verb.running(),
        limit(given));
  }

  private static Duration limit(Given given) {
    String text = given.option("--timeout", "30s");
    try {
      return new DurationText().convert(text);
    } catch (TypeConversionException e) {
      throw given.wrong("Invalid value for option '--timeout': " + e.getMessage());
    }
  }
}
