/** Where a registry is, and as whom it is asked. */
export interface RegistryAccess {
  /** Base URL of Confluent's API, e.g. `http://localhost:8081`. */
  url: string;
  user?: string | undefined;
  password?: string | undefined;
  /** How long an answer may take, ms. */
  answerWithinMs?: number;
}

/** A URL as it may be shown, and as fetch takes it: without credentials, and without a slash at its end. */
export function bareUrl(url: string): string {
  const bare = new URL(url);
  bare.username = bare.password = '';
  return bare.href.replace(/\/+$/, '');
}

/** The header that signs in, if anybody shall: a user given by name counts more than one in the URL. */
export function signIn({ url, user, password }: RegistryAccess): { authorization?: string } {
  const inUrl = new URL(url);
  const [name, secret] =
    user === undefined
      ? [decodeURIComponent(inUrl.username), decodeURIComponent(inUrl.password)]
      : [user, password ?? ''];
  if (name === '') return {};
  return { authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}` };
}
