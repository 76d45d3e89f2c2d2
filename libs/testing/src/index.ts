export { fillOnce } from './fill-once.ts';
export { isAlive } from './is-alive.ts';
export { quietLog } from './quiet-log.ts';
export { type Ended, runToEnd } from './run-to-end.ts';
export { makeSelfSigned } from './self-signed.ts';
export { type RunningScript, startScript } from './start-script.ts';
export { eachTurn, until } from './until.ts';
