import type { S3Options } from '@cdr/object-store';
import { ConfigError, type ConfigOf, type storeSettings } from '@cdr/worker';

/** How the settings say S3 is reached. @throws ConfigError when half of the keys is missing */
export function storeOf(config: ConfigOf<typeof storeSettings>): S3Options {
  const { bucket, region, endpoint, accessKeyId, secretAccessKey } = config;
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined))
    throw new ConfigError([
      'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY belong together: set both, or neither',
    ]);
  const credentials = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
  return { bucket, region, endpoint, credentials };
}
