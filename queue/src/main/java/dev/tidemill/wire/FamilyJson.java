package dev.tidemill.wire;

import dev.tidemill.job.ChildFailure;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRef;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes whose child a job is: among its options, and in the field {@code parent} of its hash. */
final class FamilyJson {

  private static final JsonFactory JSON = new JsonFactory();

  private FamilyJson() {}

  /** What the hash of a child has in {@code parent}. */
  static String of(JobRef parent, ChildFailure onFailure) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("id", parent.id());
      json.writeStringProperty("queueKey", parent.queue());
      writeFlag(json, onFailure);
      json.writeEndObject();
    }
    return text.toString();
  }

  static void write(JsonGenerator json, JobOptions options) {
    JobRef parent = options.parent();
    if (parent != null) {
      json.writeObjectPropertyStart("parent");
      json.writeStringProperty("id", parent.id());
      json.writeStringProperty("queue", parent.queue());
      json.writeEndObject();
    }
    writeFlag(json, options.onFailure());
  }

  private static void writeFlag(JsonGenerator json, ChildFailure onFailure) {
    switch (onFailure) {
      case PARENT_WAITS -> {}
      case PARENT_FAILS -> json.writeBooleanProperty("fpof", true);
      case PARENT_CONTINUES -> json.writeBooleanProperty("cpof", true);
      case IGNORED -> json.writeBooleanProperty("idof", true);
      case REMOVED -> json.writeBooleanProperty("rdof", true);
    }
  }
}
