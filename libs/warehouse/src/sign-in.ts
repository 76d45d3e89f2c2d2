/** Who signs in. */
export interface SignIn {
  /** The URL's user without it. */
  user?: string | undefined;
  /** The URL's password without it. */
  password?: string | undefined;
}

/** Whom AWS is asked for a password, with the worker's own IAM credentials. */
export interface TemporarySignIn {
  /** Redshift Serverless has workgroups, provisioned Redshift clusters. */
  kind: 'workgroup' | 'cluster';
  name: string;
  region: string;
  /** The AWS SDK's own chain (environment, profile, role) without it. */
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
}
