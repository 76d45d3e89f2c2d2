import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startPart, type Part, type PartPlan } from '../part.ts';
import { createCluster } from './create-cluster.ts';
import { databaseFolder } from './database-folder.ts';
import { makeDatabase, serves } from './first-questions.ts';
import { installedPostgres, runnablePostgres } from './postgres-binaries.ts';
import { leftALock } from './previous-server.ts';
import { unprivilegedUser } from './unprivileged-user.ts';

/** Where PostgreSQL listens and keeps its data, and the administrator's password; `log` gets a sentence per slow step. */
export interface WarehouseOptions {
  port: number;
  dataDir: string;
  password: string;
  log?: (line: string) => void;
}

/** A running warehouse; `url` holds the password, so it is for the user's terminal and not for logs. */
export interface WarehousePart extends Part {
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
}

const user = 'admin';
const database = 'dev';

/** Starts PostgreSQL 18 as the local warehouse, with an empty database the first time; throws PartError. */
export async function startWarehouse(options: WarehouseOptions): Promise<WarehousePart> {
  const { port, password, log } = options;
  const dataDir = resolve(options.dataDir);
  const runAs = unprivilegedUser();
  const binaries = runAs ? runnablePostgres(runAs, log) : installedPostgres();
  const home = realpathSync(databaseFolder(dataDir, runAs, log));
  const data = await createCluster({ binaries, home, runAs, user, password });
  const access = { host: '127.0.0.1', port, user, password };
  const part = await startBehindPrevious(data, {
    name: 'PostgreSQL',
    url: `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
    port,
    command: join(binaries, 'bin', 'postgres'),
    args: ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    cwd: data,
    ...(runAs && { runAs }),
    logFile: join(dataDir, 'warehouse.log'),
    stopSignal: 'SIGINT', // PostgreSQL's fast shutdown: it ends sessions instead of waiting for them
    abandonSignal: 'SIGQUIT', // its immediate one, which leaves no process or shared memory behind
    killAfterMs: 10_000,
    startWithinMs: 60_000,
    answers: () => serves(access),
  });
  try {
    await makeDatabase(access, database);
  } catch (error) {
    await part.stop();
    throw error;
  }
  return { ...part, ...access, database };
}

const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=', // TCP only: a socket's path is too long in a deep folder
  'max_connections=100',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_checkpoints=off',
  // An error's statement and details may quote a caller's number or name.
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
];

// The children of a server that was killed need a moment to notice; until then a new one refuses the same data.
async function startBehindPrevious(data: string, plan: PartPlan): Promise<Part> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const mayStillEnd = leftALock(data);
    try {
      return await startPart(plan);
    } catch (error) {
      if (!mayStillEnd || Date.now() > deadline) throw error;
      await pause(200);
    }
  }
}
