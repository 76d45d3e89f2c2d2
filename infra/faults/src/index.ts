export { type Frozen, freeze } from './freeze.ts';
export { holdTree, signalAll } from './process-tree.ts';
export { type PartTarget, startPartTarget } from './part-target.ts';
export { startWorkerTarget, type WorkerExit, type WorkerTarget } from './worker-target.ts';
export { inflict, type Target } from './target.ts';
