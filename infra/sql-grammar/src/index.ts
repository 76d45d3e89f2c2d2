export { checkRedshiftSql, type Problem, type Statement } from './check-redshift-sql.ts';
