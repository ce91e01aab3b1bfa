import { Cluster, Redis } from 'ioredis';

/** The BullMQ objects of this process, made when first named: one for each prefix, queue and set of options. */
export class Desk {
  #open = new Map();

  constructor(parts) {
    Object.assign(this, parts);
  }

  /** To one server, to the nodes of a cluster, or to the master that sentinels know by a name. */
  connect({ cluster, ...server }) {
    const patient = { maxRetriesPerRequest: null };
    this.redis = cluster ? new Cluster(cluster, { redisOptions: patient }) : new Redis({ ...server, ...patient });
  }

  queue({ prefix, queue, defaults = {} }) {
    const options = { prefix, connection: this.redis, skipMetasUpdate: true, defaultJobOptions: defaults };
    return this.#of(prefix, queue, 'queue ' + JSON.stringify(defaults), () => new this.Queue(queue, options));
  }

  flows({ prefix }) {
    return this.#of(prefix, '', 'flows', () => new this.FlowProducer({ prefix, connection: this.redis }));
  }

  /** A worker that takes nothing by itself. */
  worker({ prefix, queue, worker = {} }) {
    const options = { autorun: false, prefix, connection: this.redis, ...worker };
    return this.#of(prefix, queue, JSON.stringify(worker), () => new this.Worker(queue, null, options));
  }

  /** A worker that runs. */
  runner({ prefix, queue, worker = {} }, processor) {
    const options = { prefix, connection: this.redis, ...worker };
    return this.#of(prefix, queue, 'runner ' + JSON.stringify(worker), () => new this.Worker(queue, processor, options));
  }

  /** Tells every event of the queue, from its first. */
  async listen({ prefix, queue }) {
    const options = { prefix, connection: this.redis, lastEventId: '0-0' };
    const events = this.#of(prefix, queue, 'events', () => new this.QueueEvents(queue, options));
    for (const name of ['added', 'waiting', 'delayed', 'active', 'completed', 'failed', 'retries-exhausted', 'drained',
      'paused', 'resumed', 'stalled', 'duplicated', 'deduplicated', 'removed', 'progress', 'waiting-children', 'cleaned']) {
      events.on(name, (args) => this.say({ event: true, prefix, queue, name, args: args ?? {} }));
    }
    await events.waitUntilReady();
  }

  #of(prefix, queue, kind, make) {
    const key = [prefix, queue, kind].join('\n');
    if (!this.#open.has(key)) {
      const made = make();
      made.on('error', () => {}); // a lost connection is the test's to notice
      this.#open.set(key, made);
    }
    return this.#open.get(key);
  }

  /** Has something made elsewhere closed with the rest. */
  keep({ prefix, queue }, kind, made) {
    this.#of(prefix, queue, kind, () => made);
  }

  /** Closes what was opened under a prefix. */
  async close({ prefix }) {
    const mine = [...this.#open].filter(([key]) => key.startsWith(prefix + '\n'));
    mine.forEach(([key]) => this.#open.delete(key));
    await Promise.all(mine.map(([, made]) => made.close(true)));
  }

  async closeAll() {
    await Promise.all([...this.#open.values()].map((made) => made.close(true)));
    this.redis?.disconnect();
  }
}
