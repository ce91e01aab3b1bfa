// The original's parts at full speed: ten loops that add one message each and wait for the answer, and a worker
// with concurrency 10, in one process; the lines of a file go through the queue into another file.
//   node bench/original-parts.mjs IN OUT REDIS_URL
import { createWriteStream, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../interop/package.json', import.meta.url));
const { Queue, Worker } = require('bullmq');
const [input, output, redisUrl] = process.argv.slice(2);
const { hostname, port, password } = new URL(redisUrl);
const connection = { host: hostname, port: Number(port || 6379), password: password || undefined };
const out = createWriteStream(output);
const queue = new Queue('messages', { connection, prefix: 'against' });
const lines = readFileSync(input, 'utf8').split('\n');
if (lines.at(-1) === '') lines.pop();

let taken = 0;
let added = 0;
let done = 0;
let read = false;
let finish;
const finished = new Promise((resolve) => { finish = resolve; });
const look = () => read && done === added && finish();

const worker = new Worker(
  'messages',
  async (job) => new Promise((resolve) => out.write(job.data.message + '\n', () => resolve(null))),
  { connection, prefix: 'against', concurrency: 10, removeOnComplete: { count: 0 } },
);
worker.on('completed', () => {
  done++;
  look();
});
worker.on('error', (error) => console.error(error.message));

async function push() {
  while (taken < lines.length) {
    await queue.add('message', { message: lines[taken++] });
    added++;
  }
}

await Promise.all(Array.from({ length: 10 }, push));
read = true;
look();
await finished;
await worker.close();
await queue.close();
await new Promise((resolve) => out.end(resolve));
