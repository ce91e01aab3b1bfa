import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file to which every campaign appends a line. */
final class Results {

  private Results() {}

  /** Says and writes down what came of a campaign; one that was not good fails. */
  static void tell(String result, boolean good, Path work) throws IOException {
    System.out.println(result);
    Files.writeString(
        Path.of("campaign/results.txt"),
        result + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    if (!good) {
      throw new IllegalStateException("See " + work);
    }
  }
}
