package dev.tidemill.server;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The part of JSON Schema that our description uses.
 *
 * @param document whose components are referred to
 */
record OpenApiSchema(JsonNode document) {

  /** What offends the schema, with its place; empty when nothing does. */
  List<String> offences(JsonNode schema, JsonNode value) {
    List<String> offences = new ArrayList<>();
    check(schema, value, "", offences);
    return offences;
  }

  private void check(JsonNode schema, JsonNode value, String at, List<String> offences) {
    if (schema.has("$ref")) {
      String pointer = schema.path("$ref").asString("").substring(1);
      JsonNode target = document.at(pointer);
      if (target.isMissingNode()) {
        offences.add(at + " refers to " + pointer + ", which is not there");
      }
      check(target, value, at, offences);
      return;
    }
    if (schema.has("enum") && !contains(schema.path("enum"), value)) {
      offences.add(at + " is " + value + ", not one of " + schema.path("enum"));
    }
    if (schema.has("type") && !isOf(schema.path("type"), value)) {
      offences.add(at + " is " + value + ", not of type " + schema.path("type"));
    }
    if (schema.has("oneOf") && fitting(schema.path("oneOf"), value) != 1) {
      offences.add(at + " is " + value + ", not one of " + schema.path("oneOf"));
    }
    fields(schema, value, at, offences);
    if (value.isArray() && schema.has("items")) {
      for (int n = 0; n < value.size(); n++) {
        check(schema.path("items"), value.get(n), at + "/" + n, offences);
      }
    }
  }

  private int fitting(JsonNode schemas, JsonNode value) {
    int fitting = 0;
    for (JsonNode one : schemas) {
      fitting += offences(one, value).isEmpty() ? 1 : 0;
    }
    return fitting;
  }

  private void fields(JsonNode schema, JsonNode value, String at, List<String> offences) {
    for (JsonNode name : schema.path("required")) {
      if (value.isObject() && !value.has(name.asString())) {
        offences.add(at + " has no " + name.asString());
      }
    }
    JsonNode known = schema.path("properties");
    if (value.isObject() && known.isObject()) {
      value.forEachEntry(
          (name, part) -> {
            if (known.has(name)) {
              check(known.path(name), part, at + "/" + name, offences);
            } else if (!schema.path("additionalProperties").asBoolean(true)) {
              offences.add(at + "/" + name + " is not described");
            }
          });
    }
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    for (JsonNode one : list) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOf(JsonNode type, JsonNode value) {
    if (type.isArray()) {
      for (JsonNode one : type) {
        if (isOf(one, value)) {
          return true;
        }
      }
      return false;
    }
    return switch (type.asString("")) {
      case "string" -> value.isString();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      case "null" -> value.isNull();
      default -> false;
    };
  }
}
