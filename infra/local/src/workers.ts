import { join } from 'node:path';
import type { ExitInfo } from '@cdr/infra';
import { type GeneratorEnd, readGeneratorEnd } from './generator-end.ts';
import { hasEnd, type StartOptions } from './options.ts';
import { type Restart, sayEnd, startWorker } from './worker-process.ts';
import { lastLines, type WorkerLog } from './worker-log.ts';

export interface WorkersOptions {
  root: string;
  logFolder: string;
  env: NodeJS.ProcessEnv;
  options: StartOptions;
  tell: (line: string) => void;
  /** A worker that no restart mends, in one sentence. */
  onFailure: (why: string) => void;
}

/** The workers of a run. */
export interface Workers {
  readonly logFolder: string;
  /** null while it publishes. */
  generatorEnd(): GeneratorEnd | null;
  /** Resolves when all are gone. */
  stop(): Promise<void>;
}

/** Starts validator, loader, generator and console, and starts them again when they die. */
export function startWorkers({ root, logFolder, env, options, tell, onFailure }: WorkersOptions): Workers {
  function start(name: string, more: { args?: string[]; restart: Restart }) {
    const script = join(root, 'apps', name, 'dist/main.js');
    return startWorker({ name, root, script, logFolder, env, tell, ...more });
  }

  const validator = start('validator', { restart: 'always' });
  const loader = start('loader', { restart: 'always' });
  const console = start('console', { restart: 'always' });
  const generator = start('generator', {
    args: generatorArgs(options),
    restart: hasEnd(options) ? 'never' : 'on failure',
  });
  let generatorEnd: GeneratorEnd | null = null;
  let stopping = false;

  function failed(name: string, exit: ExitInfo, log: WorkerLog): void {
    if (stopping) return;
    const end = sayEnd(name, exit, log);
    onFailure(`${end} Mend that and start again. The end of ${log.file}:${lastLines(log.lines())}`);
  }
  for (const { name, ended } of [validator, loader]) {
    void ended.then(({ exit, log }) => failed(name, exit, log));
  }
  // Calls go their way without it.
  void console.ended.then(({ exit, log }) => {
    if (!stopping)
      tell(`${sayEnd(console.name, exit, log)} The pipeline goes on without it; its log: ${log.file}`);
  });
  void generator.ended.then(({ exit, log }) => {
    generatorEnd = readGeneratorEnd(exit, log.lines());
    if (generatorEnd.kind === 'failed') failed(generator.name, exit, log);
    else if (!stopping) tell(sayDone(generatorEnd, log.file));
  });

  async function stop(): Promise<void> {
    stopping = true;
    await Promise.all([generator, validator, loader, console].map((worker) => worker.stop()));
  }
  return { logFolder, generatorEnd: () => generatorEnd, stop };
}

function sayDone({ published, refused }: GeneratorEnd & { kind: 'done' }, logFile: string): string {
  const done = `The generator is done: ${published} published`;
  return refused === 0
    ? `${done}.`
    : `${done}, ${refused} ${refused === 1 ? 'line' : 'lines'} refused; ${logFile} names each.`;
}

// The counts at its end are read from its log, so it must write them whatever LOG_LEVEL says.
function generatorArgs({ input, count, rate }: StartOptions): string[] {
  return [
    ...['--log-level', 'info'],
    ...(input === undefined ? [] : ['--input', input]),
    ...(count === undefined ? [] : ['--count', count]),
    ...(rate === undefined ? [] : ['--rate', rate]),
  ];
}
