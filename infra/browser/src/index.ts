export type { Page } from 'playwright-core';
export { findViolations } from './find-violations.ts';
export { startBrowser, type TestBrowser } from './start-browser.ts';
