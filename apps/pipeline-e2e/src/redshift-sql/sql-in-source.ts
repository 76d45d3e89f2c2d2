import ts from 'typescript';

/** A text of a source file that begins as SQL does. */
export interface SqlInSource {
  /** `path:line` */
  place: string;
  sql: string;
  /** Whether it stands there as it is sent; otherwise something is put into it. */
  whole: boolean;
}

// As our SQL is written: in capitals.
const verbs = [
  ...['SELECT', 'WITH', 'INSERT', 'UPDATE', 'DELETE', 'MERGE', 'TRUNCATE', 'COPY', 'UNLOAD', 'VALUES'],
  ...['CREATE', 'ALTER', 'DROP', 'COMMENT', 'GRANT', 'REVOKE', 'ANALYZE', 'VACUUM', 'LOCK', 'CALL', 'CANCEL'],
  ...[
    'BEGIN',
    'START TRANSACTION',
    'COMMIT',
    'ROLLBACK',
    'SAVEPOINT',
    'RELEASE',
    'END',
    'SET',
    'RESET',
    'SHOW',
  ],
  ...[
    'DECLARE',
    'FETCH',
    'MOVE',
    'CLOSE',
    'EXPLAIN',
    'PREPARE',
    'EXECUTE',
    'DEALLOCATE',
    'LISTEN',
    'NOTIFY',
    'DO',
  ],
];
// All others are nothing without what follows: one alone is a word of a sentence.
const alone = ['BEGIN', 'COMMIT', 'ROLLBACK', 'END'];
const beginsAsSql = new RegExp(`^\\s*(?:(?:${verbs.join('|')})\\s|(?:${alone.join('|')});?$)`);

/** The SQL in a source file. */
export function sqlInSource(path: string, text: string): SqlInSource[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const found: SqlInSource[] = [];
  function visit(node: ts.Node): void {
    const whole = ts.isStringLiteralLike(node);
    if (whole || ts.isTemplateExpression(node)) {
      const sql = whole ? node.text : node.head.text;
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      if (beginsAsSql.test(sql)) found.push({ place: `${path}:${line}`, sql, whole });
    }
    ts.forEachChild(node, visit);
  }
  visit(source);
  return found;
}
