import { type CanonicalRecord, printAmount } from '@cdr/call-record';
import { decode } from './decode.ts';
import { createFactGatherer, type Facts } from './facts.ts';
import type { QualitySettings } from './quality-settings.ts';
import { readNewest, type ReadRecord } from './read-record.ts';
import { type Refusal, refuse } from './refusal.ts';
import { type RuleName, rules } from './rules.ts';

/** An accepted call by the newest schema: text exactly as sent, the amount as a decimal string with two places. */
export interface Acceptance {
  kind: 'accepted';
  call: CanonicalRecord;
}

export type CheckResult = Acceptance | Refusal;

/**
 * Judges the JSON of a message that Kafka received at `receivedAt`, ms since the epoch; `read` is for the schema that it
 * was written by, without it the newest. Never throws.
 */
export type Check = (json: Buffer | null, receivedAt: number, read?: ReadRecord) => CheckResult;

const table = Object.entries(rules) as [RuleName, (typeof rules)[RuleName]][];

/** The check by these settings; throws a RangeError for a time zone that does not exist. */
export function createCheck(settings: QualitySettings): Check {
  const gatherFacts = createFactGatherer(settings.timeZone);

  function check(json: Buffer | null, receivedAt: number, read: ReadRecord = readNewest): CheckResult {
    const decoded = decode(json, settings.maxValueBytes);
    if (decoded.kind === 'refused') return decoded;
    const matched = read(decoded.json);
    if (matched.kind === 'refused') return matched;
    const facts = gatherFacts(matched.call, receivedAt);
    return refuseBroken(facts, settings) ?? accept(facts);
  }
  return check;
}

function refuseBroken(facts: Facts, settings: QualitySettings): Refusal | null {
  let refusal: { rules: string[]; path: string; sentences: string[] } | null = null;
  for (const [name, rule] of table) {
    const field = rule.brokenBy(facts, settings);
    if (field === null) continue;
    refusal ??= { rules: [], path: `/${field}`, sentences: [] };
    refusal.rules.push(name);
    refusal.sentences.push(rule.says(settings, field));
  }
  return refusal && refuse('quality', refusal.rules, refusal.path, refusal.sentences);
}

// has-two-decimals has seen to the cents.
function accept({ call, cents }: Facts): Acceptance {
  return { kind: 'accepted', call: { ...call, total_amount: printAmount(cents!) } };
}
