// Loads a module in a thread of its own; the thread that asked ends this one when it takes too long.
import { parentPort, workerData } from 'node:worker_threads';
import { dryInstantiate } from '../kernel/publish/null-host.mjs';

parentPort.postMessage(await dryInstantiate(workerData));
