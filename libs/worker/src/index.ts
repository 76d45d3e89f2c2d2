export {
  custom,
  optional,
  refuse,
  type Env,
  type Reading,
  type Refusal,
  type Setting,
  type SettingOptions,
} from './setting.ts';
export { type Address, addressOf, readAddress } from './address.ts';
export { choice, secret, share, text, timeZone, wholeNumber } from './settings.ts';
export { telemetrySettings } from './telemetry-settings.ts';
export { ConfigError, describeSettings, readConfig, type ConfigOf, type Settings } from './read-config.ts';
export { runWorker, type Host, type Worker, type WorkerContext } from './run-worker.ts';
export type { Part } from './parts.ts';
export { packageVersion } from './package-version.ts';
export { nextDelay, type Delays } from './backoff.ts';
export { retryForever, type RetryOptions } from './retry.ts';
export { createTrouble, type Trouble } from './trouble.ts';
export { OutsideError, passingNetworkCodes } from './outside-error.ts';
export { pause } from './pause.ts';
export { Stop } from './stop.ts';
export { keepRunning, type KeepOptions } from './keep-running.ts';
export {
  credentialsOf,
  kafkaSettings,
  outageSettings,
  sourceSettings,
  storeSettings,
  topicNameSettings,
  validatorGroupSettings,
  warehouseSettings,
  windowSettings,
} from './shared-settings.ts';
