/** A program that uses the queue alone. */
module org.example.shop {
  requires dev.tidemill.queue;
}
