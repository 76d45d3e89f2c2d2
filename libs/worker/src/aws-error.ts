import { passingNetworkCodes } from './outside-error.ts';

interface SdkError extends Error {
  code?: string;
  $metadata?: { httpStatusCode?: number };
}

/** An error of the AWS SDK, whatever service it asked. */
export interface AwsError {
  /** The network's code, else the service's name for the error. */
  code: string;
  name: string;
  /** Of the answer; 0 without one. */
  status: number;
  /** What was said; the code where nothing was. */
  words: string;
  /** Whether it passes by itself. */
  passes: boolean;
}

const passing = new Set<string>([
  ...passingNetworkCodes,
  'ERR_STREAM_PREMATURE_CLOSE',
  'TimeoutError',
  'AbortError', // we have cut it
  'RequestTimeout',
  'SlowDown',
  'ThrottlingException',
]);

/** Reads an error of the AWS SDK. */
export function readAwsError(error: unknown): AwsError {
  const { name, message, code: networkCode, $metadata } = error as SdkError;
  const status = $metadata?.httpStatusCode ?? 0;
  const code = networkCode ?? name;
  // The SDK has no words of its own for an answer without a body.
  const words = message === '' || message === 'UnknownError' ? code : message;
  const passes = status >= 500 || status === 429 || passing.has(name) || passing.has(code);
  return { code, name, status, words, passes };
}
