export { prepare, topicsOf } from './setup/prepare.ts';
export { setupSettings } from './setup/setup-settings.ts';
export { reasonOf } from './setup/setup-error.ts';
