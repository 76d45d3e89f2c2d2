export { buildWorkers } from './build-workers.ts';
export { exitCodes } from './exit-codes.ts';
export { partsEnvironment } from './local-parts.ts';
export { look } from './look.ts';
export { type FiguresSource, openFigures } from './read-figures.ts';
export { runCommand } from './run-command.ts';
export { type Figures, type Standing, whereItStands } from './standing.ts';
export { startWorker, type WorkerOptions, type WorkerProcess } from './worker-process.ts';
export { lastWords, type LogLine, openWorkerLog } from './worker-log.ts';
