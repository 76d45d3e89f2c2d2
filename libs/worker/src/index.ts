export { custom, neededWhen, optional, refuse, type Env, type Reading, type Setting } from './setting.ts';
export { type Address, addressOf, readAddress } from './address.ts';
export { addresses, choice, secret, share, text, timeZone, wholeNumber } from './settings.ts';
export { telemetrySettings } from './telemetry-settings.ts';
export { ConfigError, describeSettings, readConfig, type ConfigOf, type Settings } from './read-config.ts';
export { runWorker, type Worker, type WorkerContext } from './run-worker.ts';
export { packageVersion } from './package-version.ts';
export { nextDelay } from './backoff.ts';
export { retryForever } from './retry.ts';
export { createTrouble, type Trouble } from './trouble.ts';
export { OutsideError, passingNetworkCodes } from './outside-error.ts';
export { readAwsError } from './aws-error.ts';
export { pause } from './pause.ts';
export { Stop } from './stop.ts';
export { keepRunning } from './keep-running.ts';
export {
  actionListSettings,
  awsSettings,
  copySettings,
  credentialsOf,
  kafkaSettings,
  loaderGroupSettings,
  outageSettings,
  redriveListSettings,
  registryAccess,
  registrySettings,
  sourceSettings,
  storeSettings,
  topicNameSettings,
  validatorGroupSettings,
  warehouseSettings,
  windowSettings,
} from './shared-settings.ts';
