import { get } from 'node:http';

/** The status of the answer to GET; null when there is none within 2 s. Never throws. */
export function httpStatus(url: string): Promise<number | null> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode ?? null);
    });
    request.once('timeout', () => request.destroy(new Error('no answer')));
    request.once('error', () => {
      resolve(null);
    });
  });
}
