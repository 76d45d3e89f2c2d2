export { auditOn } from './audit/audit-on.ts';
export { prepare } from './setup/prepare.ts';
export { reasonOf } from './setup/setup-error.ts';
export { setupSettings } from './setup/setup-settings.ts';
export { storeOf } from './store-of.ts';
export { topicsOf } from './topics-of.ts';
