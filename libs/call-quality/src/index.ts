export { type Acceptance, type Check, type CheckResult, createCheck } from './check.ts';
export { decode } from './decode.ts';
export { defaultQualitySettings, type QualitySettings } from './quality-settings.ts';
export { readerOf, readNewest, type ReadRecord } from './read-record.ts';
export { type Refusal, type RefusalReason, refuse } from './refusal.ts';
export { type RuleName, rules } from './rules.ts';
