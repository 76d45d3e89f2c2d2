import { faultError, notImitated, notSupported, type RedshiftError, syntaxError } from '../redshift-error.ts';
import { closingOf, isMark, isName, isWord, nameOf, type Statement, textOf } from '../sql/statement.ts';
import type { Token } from '../sql/tokens.ts';
import { refuse, type Verdict } from '../sql/verdict.ts';
import { refusedForParquet } from './copy-parameters.ts';
import type { CopyStatement } from './copy-statement.ts';

/** Reads a COPY; refuses what Redshift does not know, and what its COPY from Parquet does not take. */
export function judgeCopy(statement: Statement): Verdict {
  const { source, tokens } = statement;
  try {
    return { kind: 'copy', copy: readCopy(tokens) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const near = error.token ? textOf(source, error.token) : '';
    return refuse(error.error ?? syntaxError(near));
  }
}

class Refused extends Error {
  override name = 'Refused';
  readonly token: Token | undefined;
  readonly error: RedshiftError | null;

  constructor(token: Token | undefined, error: RedshiftError | null = null) {
    super('refused');
    this.token = token;
    this.error = error;
  }
}

interface Draft extends Omit<CopyStatement, 'role'> {
  role: string | null | undefined;
  isParquet: boolean;
}

function readCopy(tokens: readonly Token[]): CopyStatement {
  let at = 1;
  const name = qualifiedName(tokens, at);
  at = name.next;
  const list = isMark(tokens[at], '(') ? columnList(tokens, at) : null;
  at = list?.next ?? at;
  if (!isWord(tokens[at], 'from')) throw new Refused(tokens[at]);
  const place = tokens[at + 1];
  if (isWord(place, 'stdin')) throw new Refused(place, notFromClient);
  if (place?.kind !== 'string') throw new Refused(place);
  const found = /^s3:\/\/([^/]+)\/(.*)$/s.exec(place.value);
  if (!found) throw new Refused(place, notImitated('COPY from anything but s3://bucket/key'));
  const draft: Draft = {
    schema: name.schema,
    table: name.table,
    columns: list?.columns ?? null,
    bucket: found[1]!,
    key: found[2]!,
    isManifest: false,
    role: undefined,
    fillRecord: false,
    replaceInvalidWith: null,
    updateStatistics: null,
    isParquet: false,
  };
  const unsupported: string[] = [];
  for (at += 2; at < tokens.length;) at = readParameter(tokens, at, draft, unsupported);
  if (!draft.isParquet) throw new Refused(place, notParquet);
  if (unsupported[0] !== undefined) throw new Refused(place, notForParquet(unsupported[0]));
  if (draft.role === undefined) throw new Refused(place, noAuthorization);
  const { isParquet: _, role, ...rest } = draft;
  return { ...rest, role };
}

// Source: "COPY from columnar data formats", which quotes it for REGION.
function notForParquet(argument: string): RedshiftError {
  return notSupported(`${argument} argument is not supported for PARQUET based COPY`);
}

// What the server says to COPY … FROM STDIN; "COPY" has no such source in its syntax.
const notFromClient = notSupported(
  'LOAD source is not supported. (Hint: only S3 or DynamoDB or EMR based load is allowed)',
);

const notParquet = notImitated('COPY of anything but FORMAT AS PARQUET');

// Source: awsdocs/amazon-redshift-developer-guide pull request 34.
const onlyRoles = faultError(
  {
    code: 8001,
    error: 'COPY from this file format only accepts IAM_ROLE credentials.',
    context: '',
    location: 'xen_copy.cpp:159',
    process: 'padbmaster [pid=2105]',
  },
  0,
);

const noAuthorization: RedshiftError = {
  code: '42601',
  message: 'CREDENTIALS argument is required but is missing',
};

function qualifiedName(tokens: readonly Token[], at: number) {
  if (!isName(tokens[at])) throw new Refused(tokens[at]);
  const first = nameOf(tokens[at]!);
  if (!isMark(tokens[at + 1], '.')) return { schema: null, table: first, next: at + 1 };
  if (!isName(tokens[at + 2])) throw new Refused(tokens[at + 2]);
  return { schema: first, table: nameOf(tokens[at + 2]!), next: at + 3 };
}

function columnList(tokens: readonly Token[], open: number) {
  const close = closingOf(tokens, open);
  const inside = tokens.slice(open + 1, close);
  const columns = inside.filter((_, n) => n % 2 === 0);
  const commas = inside.filter((_, n) => n % 2 === 1);
  const wrong = columns.find((token) => !isName(token)) ?? commas.find((token) => !isMark(token, ','));
  if (wrong || inside.length % 2 === 0) throw new Refused(wrong ?? tokens[close]);
  return { columns: columns.map(nameOf), next: close + 1 };
}

/** Where a parameter's reading stands. */
interface Place {
  tokens: readonly Token[];
  at: number;
  /** The argument, behind an AS if there is one, and where it ends. */
  argument: Token | undefined;
  end: number;
}

/** Reads one parameter into the draft; returns where the next begins. */
function readParameter(tokens: readonly Token[], at: number, draft: Draft, unsupported: string[]): number {
  const token = tokens[at]!;
  const skipped = isWord(tokens[at + 1], 'as') ? 2 : 1;
  const place: Place = { tokens, at, argument: tokens[at + skipped], end: at + skipped + 1 };
  const read = token.kind === 'word' && Object.hasOwn(parameters, token.value) && parameters[token.value];
  if (read) return read(draft, place);
  const known = token.kind === 'word' && refusedForParquet.includes(token.value) ? token.value : undefined;
  if (known === undefined) throw new Refused(token);
  unsupported.push(known.toUpperCase());
  return endOfArguments(tokens, at + 1);
}

const parameters: Record<string, (draft: Draft, place: Place) => number> = {
  iam_role: (draft, { argument, end }) => {
    const isDefault =
      isWord(argument, 'default') || (argument?.kind === 'string' && argument.value === 'default');
    if (!isDefault && argument?.kind !== 'string') throw new Refused(argument);
    draft.role = isDefault ? null : argument!.value;
    return end;
  },
  with: (_, { argument, at }) => {
    if (!isWord(argument, 'credentials')) throw new Refused(argument);
    return at + 1;
  },
  credentials: (draft, { argument, end }) => {
    if (argument?.kind !== 'string') throw new Refused(argument);
    const role = /(?:^|;)\s*aws_iam_role=([^;]*)/.exec(argument.value)?.[1];
    if (role === undefined) throw new Refused(argument, onlyRoles);
    draft.role = role;
    return end;
  },
  access_key_id: (_, { argument }) => {
    throw new Refused(argument, onlyRoles);
  },
  format: (draft, { tokens, at, argument, end }) => {
    if (!isWord(argument, 'parquet')) throw new Refused(tokens[at], notParquet);
    draft.isParquet = true;
    return end;
  },
  parquet: (draft, { at }) => {
    draft.isParquet = true;
    return at + 1;
  },
  manifest: (draft, { at }) => {
    draft.isManifest = true;
    return at + 1;
  },
  fillrecord: (draft, { at }) => {
    draft.fillRecord = true;
    return at + 1;
  },
  statupdate: (draft, { tokens, at }) => {
    draft.updateStatistics = !isWord(tokens[at + 1], 'off', 'false');
    return isWord(tokens[at + 1], 'on', 'off', 'true', 'false') ? at + 2 : at + 1;
  },
  acceptinvchars: (draft, { at, argument, end }) => {
    const hasArgument = argument?.kind === 'string';
    draft.replaceInvalidWith = hasArgument ? argument.value : '?';
    if (!isOneAscii(draft.replaceInvalidWith)) throw new Refused(argument);
    return hasArgument ? end : at + 1;
  },
  ...Object.fromEntries(
    ['explicit_ids', 'serializetojson', 'noload'].map((name) => [
      name,
      (_: Draft, { tokens, at }: Place) => {
        throw new Refused(tokens[at], notImitated(`COPY with ${name.toUpperCase()}`));
      },
    ]),
  ),
};

function endOfArguments(tokens: readonly Token[], from: number): number {
  let end = isWord(tokens[from], 'as') ? from + 1 : from;
  while (tokens[end]?.kind === 'string' || tokens[end]?.kind === 'number') end += 1;
  return isWord(tokens[end], 'on', 'off', 'true', 'false', 'preset', 'auto') ? end + 1 : end;
}

function isOneAscii(text: string): boolean {
  return text.length === 1 && text > '\0' && text < '\x80';
}
