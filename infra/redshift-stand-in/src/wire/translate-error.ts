import type { RedshiftError } from '../redshift-error.ts';
import { faultError } from '../redshift-error.ts';
import { brokenByteLimit } from '../sql/column-definition.ts';

type Fields = Record<string, string>;

/** An error of PostgreSQL as Redshift tells it; null for one that both tell alike. */
export function translateError(fields: Fields): RedshiftError | null {
  const translate = translations[fields['C'] ?? ''];
  return translate ? translate(fields) : null;
}

const translations: Record<string, (fields: Fields) => RedshiftError | null> = {
  // Source: aws/aws-sdk-pandas issue 665, snowplow/snowplow-rdb-loader issue 557.
  40001: () => ({
    code: 'XX000',
    message: '1023',
    detail:
      'Serializable isolation violation on table - 107534, transactions forming the cycle are: 1745830, 1745762 (pid:15021)',
  }),
  // The check that stands for a VARCHAR's length in bytes.
  23514: (fields) => {
    const bytes = brokenByteLimit(fields['n'] ?? '');
    return bytes === null
      ? null
      : { code: '22001', message: `value too long for type character varying(${bytes})` };
  },
  23502: (fields) =>
    faultError(
      {
        code: 8007,
        error: `Cannot insert a NULL value into column ${fields['c'] ?? ''}`,
        context: 'query execution',
        location: 'column:1',
        process: 'query0_28 [pid=12345]',
      },
      0,
    ),
};
