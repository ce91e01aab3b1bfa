// Empties a Redis of this machine: node bench/flush.mjs PORT
import { connect } from 'node:net';

const socket = connect(Number(process.argv[2]), '127.0.0.1', () => socket.write('FLUSHALL SYNC\r\n'));
socket.on('data', () => socket.end());
