// What tests of the whole drive: the worker with other ports than main.ts gives it.
export { validatorSettings } from './config.ts';
export { runValidator } from './run-validator.ts';
export { validatorWorker } from './validator-worker.ts';
export { createSeenCalls, type SeenCalls } from './seen-calls.ts';
export { validatePartitions, type ValidatorOptions } from './validate-partitions.ts';
export { createWriterSchemas, type ReaderFor } from './writer-schemas.ts';
