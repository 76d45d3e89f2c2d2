export { type Acceptance, type Check, type CheckResult, createCheck } from './check.ts';
export { defaultQualitySettings, type QualitySettings } from './quality-settings.ts';
export type { Refusal, RefusalReason } from './refusal.ts';
export { type RuleName, rules } from './rules.ts';
