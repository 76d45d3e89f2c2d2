import { runTrial } from '@cdr/local';
import { readOptions, usage } from './options.ts';
import { reportLines } from './report.ts';
import { runChaos } from './run-chaos.ts';

// `npm run chaos`: breaks the pipeline in the middle of its work, then compares what came of it with the truth.

process.exitCode = await runTrial(readOptions(process.argv.slice(2)), {
  name: 'chaos',
  usage,
  run: runChaos,
  report: reportLines,
});
