import {
  actionListSettings,
  addresses,
  type Env,
  kafkaSettings,
  loaderGroupSettings,
  neededWhen,
  optional,
  redriveListSettings,
  registrySettings,
  secret,
  type Setting,
  storeSettings,
  telemetrySettings,
  text,
  topicNameSettings,
  validatorGroupSettings,
  warehouseSettings,
  wholeNumber,
} from '@cdr/worker';
import { isLoopback } from './access/loopback.ts';

const host = text('CONSOLE_HOST', {
  default: '127.0.0.1',
  help: 'Address that serves the console; 0.0.0.0 in a container, which needs CONSOLE_OPERATOR_PASSWORD.',
});

const whereOthersReachIt = {
  holds: (env: Env) => !isLoopback(env['CONSOLE_HOST'] || '127.0.0.1'),
  must: 'be set where others can reach the console: CONSOLE_HOST is not a loopback address',
};

function metricsOf(worker: string, port: number) {
  return addresses(`CONSOLE_${worker.toUpperCase()}S`, {
    default: `localhost:${port}`,
    help: `Metrics of each ${worker}, host:port with commas between them.`,
  });
}

const operatorPassword = neededWhen(
  whereOthersReachIt,
  secret('CONSOLE_OPERATOR_PASSWORD', {
    help: 'Password of those who may also reveal names and numbers and send dead letters back; without any, on a loopback address, nobody signs in.',
  }),
);

// Whoever signs in with a password of both comes in as an operator.
function otherThan<T>(other: Setting<T>, setting: Setting<T>): Setting<T> {
  return {
    ...setting,
    read(env) {
      const [its, own] = [other.read(env), setting.read(env)];
      const isSame = 'value' in its && 'value' in own && own.value !== undefined && own.value === its.value;
      return isSame ? { problem: `${setting.name} must not be the same as ${other.name}` } : own;
    },
  };
}

export const consoleSettings = {
  ...telemetrySettings('console', 9467),
  ...kafkaSettings,
  ...topicNameSettings,
  ...redriveListSettings,
  ...actionListSettings,
  ...validatorGroupSettings,
  ...loaderGroupSettings,
  ...registrySettings,
  ...storeSettings,
  ...warehouseSettings,
  host,
  port: wholeNumber('CONSOLE_PORT', {
    default: 9021,
    min: 0,
    max: 65_535,
    help: 'Port of the console; 0 takes any free port.',
  }),
  operatorPassword,
  viewerPassword: otherThan(
    operatorPassword,
    optional(
      secret('CONSOLE_VIEWER_PASSWORD', {
        help: 'Password of those who may look, with names and numbers masked.',
      }),
    ),
  ),
  generators: metricsOf('generator', 9464),
  validators: metricsOf('validator', 9465),
  loaders: metricsOf('loader', 9466),
};
