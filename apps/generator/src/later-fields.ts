import type { CallRecord } from '@cdr/call-record';
import type { providers } from './make-call.ts';
import type { Random } from './random.ts';

// Mobile country and network codes of the networks, which a cell's identity begins with.
const networkCodes: Record<(typeof providers)[number], string> = {
  Verizon: '311-480',
  'AT&T': '310-410',
  'T-Mobile': '310-260',
  Sprint: '312-530',
};
const cells = 2_000;

const droppedShare = 0.03;
const failedShare = 0.01;

/** Adds what schema v2 knows besides: the source's own id, how the call ended, and the cell it began in. */
export function createLaterFields(random: Random): (call: CallRecord) => CallRecord {
  function status(): string {
    const draw = random.next();
    if (draw < failedShare) return 'failed';
    return draw < failedShare + droppedShare ? 'dropped' : 'completed';
  }
  function hex(): string {
    return random
      .below(2 ** 32)
      .toString(16)
      .padStart(8, '0');
  }
  return function addFields(call) {
    const network = networkCodes[call.network_provider as keyof typeof networkCodes];
    return {
      ...call,
      call_id: `cdr-${hex()}${hex()}${hex()}`,
      call_status: status(),
      cell_id: `${network}-${1 + random.below(cells)}`,
    };
  };
}

/** The version of the schema that a made-up call is written by. */
export function versionOf(call: CallRecord): 1 | 2 {
  return call.call_id === undefined ? 1 : 2;
}
