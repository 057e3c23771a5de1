import type postgres from "postgres";

/**
 * What every handle has in common (a scope, the owner's pool, a transaction): it makes a part of a
 * query. A function that takes it returns a fragment, and runs nothing.
 */
export type Fragments = (
  template: TemplateStringsArray,
  ...parameters: readonly postgres.ParameterOrFragment<string | Temporal.Instant>[]
) => Fragment;

/** Part of a query, to be put into the template of another. */
export type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** A transaction of the owner's. */
export type OwnerTransaction = postgres.TransactionSql<{ utc: string | Temporal.Instant }>;
