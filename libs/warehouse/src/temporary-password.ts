import { readAwsError } from '@cdr/worker';
import { WarehouseError } from './warehouse-error.ts';
import type { SignIn, TemporarySignIn } from './sign-in.ts';

/** A password that holds for a while; times are epoch ms. */
interface Temporary extends Required<SignIn> {
  expiresAt: number;
}

/** Where the password is for: of the warehouse's URL. */
interface Place {
  database: string;
  /** Empty: the user that IAM maps the worker to. */
  user: string;
}

// What is left of a password's life must be enough to connect with it.
const renewBeforeMs = 60_000;
const holdsSeconds = 900; // the least that both services give
const client = { maxAttempts: 2, requestHandler: { connectionTimeout: 3_000, requestTimeout: 5_000 } };

type Ask = (signIn: TemporarySignIn, place: Place) => Promise<Temporary>;

// The SDK's clients are large: loaded when they are needed.
const askers: Record<TemporarySignIn['kind'], Ask> = {
  async workgroup({ name, region, credentials }, { database }) {
    const sdk = await import('@aws-sdk/client-redshift-serverless');
    const serverless = new sdk.RedshiftServerlessClient({
      ...client,
      region,
      ...(credentials && { credentials }),
    });
    const asked = { workgroupName: name, dbName: database, durationSeconds: holdsSeconds };
    const given = await serverless.send(new sdk.GetCredentialsCommand(asked));
    return temporary(given.dbUser, given.dbPassword, given.expiration);
  },
  async cluster({ name, region, credentials }, { database, user }) {
    const sdk = await import('@aws-sdk/client-redshift');
    const redshift = new sdk.RedshiftClient({ ...client, region, ...(credentials && { credentials }) });
    const asked = { ClusterIdentifier: name, DbName: database, DurationSeconds: holdsSeconds };
    const given =
      user === ''
        ? await redshift.send(new sdk.GetClusterCredentialsWithIAMCommand(asked))
        : await redshift.send(
            new sdk.GetClusterCredentialsCommand({ ...asked, DbUser: user, AutoCreate: false }),
          );
    return temporary(given.DbUser, given.DbPassword, given.Expiration);
  },
};

function temporary(
  user: string | undefined,
  password: string | undefined,
  expiration: Date | undefined,
): Temporary {
  return { user: user!, password: password!, expiresAt: expiration!.getTime() };
}

const mayAsk: Record<TemporarySignIn['kind'], string> = {
  workgroup: "allow redshift-serverless:GetCredentials on it to the worker's IAM role",
  cluster:
    "allow redshift:GetClusterCredentialsWithIAM on it (GetClusterCredentials where WAREHOUSE_URL names a user) to the worker's IAM role",
};
const named: Record<TemporarySignIn['kind'], string> = {
  workgroup: 'correct REDSHIFT_WORKGROUP or S3_REGION',
  cluster: 'correct REDSHIFT_CLUSTER or S3_REGION',
};
const keys = 'give the worker an IAM role, or set S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY';

/** What a person does about errors of AWS that do not pass. */
const advice: Record<string, (kind: TemporarySignIn['kind']) => string> = {
  AccessDenied: (kind) => mayAsk[kind],
  AccessDeniedException: (kind) => mayAsk[kind],
  ResourceNotFoundException: (kind) => named[kind],
  ClusterNotFound: (kind) => named[kind],
  ClusterNotFoundFault: (kind) => named[kind],
  CredentialsProviderError: () => keys,
  InvalidClientTokenId: () => keys,
  UnrecognizedClientException: () => keys,
  SignatureDoesNotMatch: () => keys,
  ExpiredToken: () => keys,
  ExpiredTokenException: () => keys,
};

/** Asks AWS for a password, and again shortly before it ends. @throws WarehouseError */
export function createTemporaryPasswords(
  signIn: TemporarySignIn,
  place: Place,
): () => Promise<Required<SignIn>> {
  const { kind, name, region } = signIn;
  let held: Temporary | null = null;

  return async function signInNow() {
    if (held !== null && Date.now() < held.expiresAt - renewBeforeMs) return held;
    try {
      held = await askers[kind](signIn, place);
      return held;
    } catch (error) {
      const { code, name: fault, words, passes } = readAwsError(error);
      const todo = passes ? undefined : advice[fault]?.(kind);
      throw new WarehouseError(
        `getting a password for Redshift ${kind} ${name} in ${region} from AWS: ${words}${todo ? `; ${todo}` : ''}`,
        code,
        passes,
      );
    }
  };
}
