import type { S3Options } from '@cdr/object-store';
import { type ConfigOf, credentialsOf, type storeSettings } from '@cdr/worker';

/** How the settings say S3 is reached. */
export function storeOf(config: ConfigOf<typeof storeSettings>): S3Options {
  const { bucket, region, endpoint } = config;
  return { bucket, region, endpoint, credentials: credentialsOf(config) };
}
