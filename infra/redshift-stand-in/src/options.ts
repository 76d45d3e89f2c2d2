import type { CopyStatement } from './copy/copy-statement.ts';
import type { RedshiftError, ServerFault } from './redshift-error.ts';

/** How to reach the PostgreSQL that does the work. Its user must be a superuser: the system views go into pg_catalog. */
export interface PostgresAccess {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

/** Where "S3" is. */
export interface ObjectStoreAccess {
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
}

export interface StandInOptions {
  postgres: PostgresAccess;
  objectStore: ObjectStoreAccess;
  /** On 127.0.0.1; a free one without it. */
  port?: number;
  /** The IAM roles attached to the cluster; the first is its default one. */
  roles?: readonly string[];
  /** The database's isolation; new clusters have snapshot. */
  isolation?: 'snapshot' | 'serializable';
  tls?: { key: string | Buffer; cert: string | Buffer };
  /** For tests: answers a COPY with an error that cannot be provoked here, as a full disk; null carries it out. */
  refuseCopy?: (copy: CopyStatement) => RedshiftError | ServerFault | null;
  /** Told what should not happen: the client is cut then. Its text may hold what the client sent. */
  onBug?: (error: unknown) => void;
}

/** A running stand-in. */
export interface RedshiftStandIn {
  port: number;
  /** redshift://user:password@127.0.0.1:port/database?sslmode=disable */
  url: string;
  /** Resolves when it no longer listens. */
  exited: Promise<void>;
  /** Cuts every client and stops listening. Idempotent. */
  stop(): Promise<void>;
}

/** The role that is attached unless others are named. */
export const defaultRole = 'arn:aws:iam::123456789012:role/redshift-stand-in';
