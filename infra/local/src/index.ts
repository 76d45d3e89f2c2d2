export { buildWorkers } from './build-workers.ts';
export { exitCodes } from './exit-codes.ts';
export { partsEnvironment } from './local-parts.ts';
export {
  type LocalWarehouse,
  openLocalWarehouse,
  readWarehouseName,
  type WarehouseName,
  wrongWarehouse,
} from './local-warehouse.ts';
export { look } from './look.ts';
export { type FiguresSource, openFigures } from './read-figures.ts';
export { readCommandLine } from './read-command-line.ts';
export { type CommandLine, runCommand } from './run-command.ts';
export { runTrial, type TrialRun } from './run-trial.ts';
export { type Figures, type Standing, whereItStands } from './standing.ts';
export { startWorker, type WorkerOptions, type WorkerProcess } from './worker-process.ts';
export { lastWords, type LogLine, openWorkerLog } from './worker-log.ts';
