/** What a test has BullMQ do with the events of a queue. */
export function eventDuties(desk, { Job, QueueEvents, QueueEventsProducer }, say) {
  const options = ({ prefix }) => ({ prefix, connection: desk.redis });
  return {
    /** Tells the events of those names behind one, or from the first the stream holds, each with its id. */
    hear: async (request) => {
      const { prefix, queue, names } = request;
      const events = new QueueEvents(queue, { ...options(request), lastEventId: request.after ?? '0-0' });
      desk.keep(request, 'hear', events);
      for (const name of names) {
        events.on(name, (args, at) =>
          say({ event: true, prefix, queue, name, args: at ? args : {}, at: at ?? args }));
      }
      await events.waitUntilReady();
    },
    publish: async (request) => {
      const producer = new QueueEventsProducer(request.queue, options(request));
      await producer.publishEvent({ eventName: request.name, ...request.fields });
      await producer.close();
    },
    /** What Job.waitUntilFinished brings. */
    awaitFinished: async (request) => {
      const events = new QueueEvents(request.queue, options(request));
      try {
        return await (await Job.fromId(desk.queue(request), request.job)).waitUntilFinished(events, 20000);
      } finally {
        await events.close();
      }
    },
  };
}
