import type postgres from "postgres";

/**
 * Returns an object or a list as a jsonb parameter. TypeScript does not take interfaces for the
 * `JSONValue` of postgres.js, since they have no index signature: the one place that says they fit.
 */
export function json(sql: Pick<postgres.ISql, "json">, value: object): postgres.Parameter {
  return sql.json(value as postgres.JSONValue);
}
