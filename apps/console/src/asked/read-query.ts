/** A request that asks for what cannot be, in one sentence. */
export class QueryError extends Error {
  override name = 'QueryError';
}

/** A request for what only others may see, in one sentence. */
export class ForbiddenError extends Error {
  override name = 'ForbiddenError';
}

type Params = Readonly<Record<string, string>>;

/** A whole number from 0 on; undefined when the parameter is not given. @throws QueryError */
export function readNumber(params: Params, name: string, most = Number.MAX_SAFE_INTEGER): number | undefined {
  const given = params[name];
  if (given === undefined || given === '') return undefined;
  if (!/^\d{1,16}$/.test(given) || Number(given) > most)
    throw new QueryError(
      `${name} must be a whole number${most < Number.MAX_SAFE_INTEGER ? ` up to ${most}` : ''}`,
    );
  return Number(given);
}

/** A moment, epoch ms; undefined when it is not given. @throws QueryError */
export function readMoment(params: Params, name: string): number | undefined {
  return readNumber(params, name, latest);
}

// What a Date can hold.
const latest = 8.64e15;

/** One of these words; undefined when it is not given. @throws QueryError */
export function readChoice<const C extends string>(
  params: Params,
  name: string,
  choices: readonly C[],
): C | undefined {
  const given = params[name];
  if (given === undefined || given === '') return undefined;
  const choice = choices.find((word) => word === given);
  if (choice === undefined) throw new QueryError(`${name} must be one of ${choices.join(', ')}`);
  return choice;
}
