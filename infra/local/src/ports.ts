import { takePort } from '@cdr/infra';

/** The ports of the local parts and workers, by the variable that sets each, with its default. */
export const defaultPorts = {
  KAFKA_PORT: { name: 'Kafka', port: 9092 },
  S3_PORT: { name: 'the S3 server', port: 9000 },
  WAREHOUSE_PORT: { name: 'PostgreSQL', port: 5439 },
  GENERATOR_METRICS_PORT: { name: "the generator's metrics", port: 9464 },
  VALIDATOR_METRICS_PORT: { name: "the validator's metrics", port: 9465 },
  LOADER_METRICS_PORT: { name: "the loader's metrics", port: 9466 },
} as const;

export type Ports = Record<keyof typeof defaultPorts, number>;

/** Picks every port: a taken default gives way to the next free one, in one line; a taken port the user set is an error. */
export async function pickPorts(env: NodeJS.ProcessEnv, tell: (line: string) => void): Promise<Ports> {
  const ports: Partial<Ports> = {};
  for (const [variable, { name, port }] of Object.entries(defaultPorts)) {
    const wanted = Number(env[variable] || port);
    if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65_535) {
      throw new Error(`${variable} must be a port from 1 to 65535, was "${env[variable]}"`);
    }
    const taken = await takePort({ wanted, isDefault: !env[variable], name });
    if (taken !== wanted) tell(`Port ${wanted} is taken: ${name} uses ${taken}.`);
    ports[variable as keyof Ports] = taken;
  }
  return ports as Ports;
}
