export { batchesOf, createMemoryBucket, ledgerOf, manifestFrom } from './memory-bucket.ts';
export { memoryParts } from './memory-parts.ts';
export { emptyWorld, type World } from './world.ts';
