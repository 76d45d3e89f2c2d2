export { memoryParts } from './memory-parts.ts';
export { emptyWorld, type World } from './world.ts';
