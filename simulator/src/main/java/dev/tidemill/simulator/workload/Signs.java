package dev.tidemill.simulator.workload;

/**
 * The characters of a picture.
 *
 * @param pushing of a slot in which a worker mostly pushed
 * @param pulling of one in which it mostly pulled
 * @param idle of one in which it mostly idled
 * @param levels from nothing to the most
 */
record Signs(char pushing, char pulling, char idle, String levels) {

  static final Signs UNICODE = new Signs('▲', '▼', '·', " ▁▂▃▄▅▆▇█");
  static final Signs ASCII = new Signs('^', 'v', '.', " 12345678");

  String legend() {
    return pushing + " pushes, " + pulling + " pulls, " + idle + " idles, for most of a slot";
  }
}
