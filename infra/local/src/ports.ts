import { takePort } from '@cdr/infra';
import { optional, type Setting, wholeNumber } from '@cdr/worker';

/** The ports of the local parts and workers: who listens, the default, and the variable that sets another. */
export const portTable = {
  kafka: { variable: 'KAFKA_PORT', who: 'Kafka', port: 9092 },
  objectStore: { variable: 'S3_PORT', who: 'the S3 server', port: 9000 },
  registry: { variable: 'SCHEMA_REGISTRY_PORT', who: 'the schema registry', port: 8081 },
  warehouse: {
    variable: 'WAREHOUSE_PORT',
    who: 'the warehouse',
    port: 5439,
  },
  console: { variable: 'CONSOLE_PORT', who: 'the console', port: 9021 },
  generatorMetrics: { variable: 'GENERATOR_METRICS_PORT', who: "the generator's metrics", port: 9464 },
  validatorMetrics: { variable: 'VALIDATOR_METRICS_PORT', who: "the validator's metrics", port: 9465 },
  loaderMetrics: { variable: 'LOADER_METRICS_PORT', who: "the loader's metrics", port: 9466 },
  consoleMetrics: { variable: 'CONSOLE_METRICS_PORT', who: "the console's metrics", port: 9467 },
} as const;

type PortName = keyof typeof portTable;

/** A port for each row of the table. */
export type Ports = Record<PortName, number>;

/** The ports a user set; undefined where the default will do. */
export type WantedPorts = Record<PortName, number | undefined>;

/** A setting for each row of the table. */
export const portSettings = Object.fromEntries(
  rows().map(([name, { variable, who, port }]) => {
    const help = `Port of ${who} under npm start; not set: ${port}, or the next free one.`;
    return [name, optional(wholeNumber(variable, { min: 1, max: 65_535, help }))];
  }),
) as Record<PortName, Setting<number | undefined>>;

/**
 * Picks every port: a taken default gives way to the next free one, told in one line.
 * @throws Error with a sentence when a port that the user set is taken.
 */
export async function pickPorts(wanted: WantedPorts, tell: (line: string) => void): Promise<Ports> {
  const picked: Partial<Ports> = {};
  for (const [name, { variable, who, port }] of rows()) {
    const set = wanted[name];
    const part = set === undefined ? who : `${who} (${variable})`;
    const taken = await takePort({ wanted: set ?? port, isDefault: set === undefined, name: part });
    if (taken !== (set ?? port)) tell(`Port ${port} is taken: ${who} uses ${taken}.`);
    picked[name] = taken;
  }
  return picked as Ports;
}

function rows() {
  return Object.entries(portTable) as [PortName, (typeof portTable)[PortName]][];
}
