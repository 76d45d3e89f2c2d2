import { join, resolve } from 'node:path';
import { httpStatus } from '../http-status.ts';
import { jarsOf, javaCommand } from '../java.ts';
import { startPart, type Part } from '../part.ts';

/** Where the schema registry listens and keeps its state. */
export interface RegistryOptions {
  port: number;
  dataDir: string;
}

/** A running schema registry; its `url` is what a client of Confluent's takes. */
export type RegistryPart = Part;

/** Starts Apicurio Registry, listening on the loopback address only; throws PartError. */
export async function startRegistry(options: RegistryOptions): Promise<RegistryPart> {
  const { port } = options;
  const dataDir = resolve(options.dataDir);
  const url = `http://127.0.0.1:${port}/apis/ccompat/v7`;
  return startPart({
    name: 'Schema registry',
    url,
    port,
    command: javaCommand(),
    args: [
      '-Xmx256m',
      // Without Java's second compiler it is there in two thirds of the time, with a fifth less memory.
      '-XX:TieredStopAtLevel=1',
      '-XX:+ExitOnOutOfMemoryError',
      `-Dquarkus.config.locations=${new URL('./registry.properties', import.meta.url).href}`,
      `-Dquarkus.http.port=${port}`,
      '-cp',
      jarsOf('registry'),
      'io.quarkus.runner.GeneratedMain',
    ],
    cwd: dataDir,
    logFile: join(dataDir, 'registry.log'),
    stopSignal: 'SIGTERM',
    abandonSignal: 'SIGKILL',
    killAfterMs: 10_000,
    startWithinMs: 60_000,
    answers: async () => (await httpStatus(`${url}/subjects`)) === 200,
  });
}
