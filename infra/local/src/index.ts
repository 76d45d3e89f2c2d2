export { buildWorkers } from './build-workers.ts';
export { startWorker, type WorkerOptions, type WorkerProcess } from './worker-process.ts';
