export { isAlive } from './is-alive.ts';
export { quietLog } from './quiet-log.ts';
export { type RunningScript, startScript } from './start-script.ts';
export { eachTurn, until } from './until.ts';
