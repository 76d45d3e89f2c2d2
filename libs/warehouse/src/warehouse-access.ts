import {
  type ConfigOf,
  ConfigError,
  credentialsOf,
  type awsSettings,
  type warehouseSettings,
} from '@cdr/worker';
import type { SignIn, TemporarySignIn } from './sign-in.ts';

/** How the warehouse is reached. */
export interface WarehouseAccess {
  /** `postgres://` or `redshift://`. */
  url: string;
  /** Takes the place of the URL's password. */
  password?: string | undefined;
  /** Gets a password for each connection from AWS instead. */
  temporary?: TemporarySignIn | undefined;
}

/** How the settings say the warehouse is reached. */
export function accessOf(
  config: ConfigOf<typeof warehouseSettings> & ConfigOf<typeof awsSettings>,
): WarehouseAccess {
  const {
    warehouseUrl: url,
    warehousePassword: password,
    redshiftWorkgroup,
    redshiftCluster,
    region,
  } = config;
  const name = redshiftWorkgroup ?? redshiftCluster;
  if (name === undefined) return { url, password };
  const kind = redshiftWorkgroup === undefined ? 'cluster' : 'workgroup';
  return { url, temporary: { kind, name, region, credentials: credentialsOf(config) } };
}

/** The URL of a warehouse, read. @throws ConfigError without its text, which may hold a password */
export function readWarehouseUrl(url: string): URL {
  const read = URL.parse(url);
  if (read === null || read.hostname === '')
    throw new ConfigError([
      'WAREHOUSE_URL must look like postgres://user@host:5439/database, or redshift://user@host:5439/database',
    ]);
  return read;
}

/**
 * The URL as the driver takes it. Redshift is reached on its own port and by TLS, its certificate verified, unless the URL says
 * otherwise.
 */
export function driverUrl(url: URL, { user, password }: SignIn): string {
  // Into the URL: the driver lets what the URL says win, even an absent password.
  const whole = new URL(url.href.replace(/^redshift:/, 'postgres:'));
  if (user !== undefined) whole.username = encodeURIComponent(user);
  if (password !== undefined) whole.password = encodeURIComponent(password);
  const isRedshift = url.protocol === 'redshift:';
  if (isRedshift && whole.port === '') whole.port = '5439';
  if (isRedshift && !whole.searchParams.has('sslmode')) whole.searchParams.set('sslmode', 'verify-full');
  return whole.href;
}
