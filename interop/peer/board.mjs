/** The dashboard bull-board over a queue, on a port of its own on the loopback address. */
export const board = (desk) => ({
  board: async (request) => {
    const { default: express } = await import('express');
    const { createBullBoard } = await import('@bull-board/api');
    const { BullMQAdapter } = await import('@bull-board/api/bullMQAdapter');
    const { ExpressAdapter } = await import('@bull-board/express');
    const serverAdapter = new ExpressAdapter();
    createBullBoard({ queues: [new BullMQAdapter(desk.queue(request))], serverAdapter });
    const app = express().use(serverAdapter.getRouter());
    return new Promise((resolve) => {
      const server = app.listen(0, '127.0.0.1', () => resolve(server.address().port));
      server.unref();
    });
  },
});
