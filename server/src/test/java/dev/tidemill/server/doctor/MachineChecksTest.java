package dev.tidemill.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found at this machine. */
class MachineChecksTest {

  @Test
  void aDiskThatHasLessThanWhatIsNeededIsAWarningAlsoWhereTheDirectoryIsYetToBeMade(
      @TempDir Path folder) {
    Path directory = folder.resolve("yet/to/be");

    Finding room = MachineChecks.room(directory, Long.MAX_VALUE);

    assertThat(room.level()).isEqualTo(Finding.Level.WARNING);
    assertThat(room.told()).contains("iB free", directory.toString());
    assertThat(room.remedy()).contains("--data");
    assertThat(MachineChecks.room(directory, 0).level()).isEqualTo(Finding.Level.OK);
  }
}
