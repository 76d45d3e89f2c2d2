import type { FaultsResult } from './conclude.ts';
import type { Finding } from './judge.ts';

/** The result for a person: a line for each fault, then what should not be so. */
export function reportLines(result: FaultsResult): string {
  const { records, faults, kills, pauses, restarts, slowdowns, seconds, passed, problems } = result;
  return [
    ...faults.map(sayFinding),
    `${records} records, ${kills} kills, ${pauses} pauses, ${restarts} restarts, ${slowdowns} slowdowns in ${seconds} s`,
    passed
      ? 'passed: the audit holds, each outage was told once, and no worker needed a hand'
      : 'NOT passed:',
    ...problems.map((problem) => `  ${problem}`),
    '',
  ].join('\n');
}

function sayFinding({ part, kind, round, secondsDown, recoverySeconds, told }: Finding): string {
  const away = `${part.padEnd(12)} ${kind.padEnd(7)} ${round}  away ${secondsDown.toFixed(1).padStart(5)} s`;
  const recovery =
    recoverySeconds === null ? 'not recovered' : `recovered in ${recoverySeconds.toFixed(1)} s`;
  const words = told.map(({ worker, part: of, times }) => `${worker} told of ${of}${sayTimes(times)}`);
  return [away, recovery, ...words].join(', ');
}

function sayTimes(times: number): string {
  return times === 1 ? '' : ` ${times} times`;
}
