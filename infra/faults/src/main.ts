import { fileURLToPath } from 'node:url';
import { runTrial } from '@cdr/local';
import { readOptions, usage } from './options.ts';
import { reportLines } from './report.ts';
import { runFaults } from './run-faults.ts';

// `npm run faults`: breaks each part of the pipeline in turn, under load, and judges what comes of it.

const root = fileURLToPath(new URL('../../..', import.meta.url));

process.exitCode = await runTrial(readOptions(process.argv.slice(2)), {
  name: 'faults',
  usage,
  run: (asked) => runFaults({ ...asked, root }),
  report: reportLines,
});
