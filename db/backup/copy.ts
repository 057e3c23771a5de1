import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type postgres from "postgres";
import type { Table } from "./tables.ts";

/** Settings of a connection that copies: texts mean the same on every server. */
export const OF_COPIES = { lock_timeout: "60s", IntervalStyle: "postgres" };

/** Switches off for this transaction what ends a long one. Takes no snapshot. */
export async function withoutLimits(tx: postgres.TransactionSql): Promise<void> {
  await tx`set local statement_timeout = 0`;
  await tx`set local idle_in_transaction_session_timeout = 0`;
}

/**
 * Yields the rows of a table in the text format of COPY, one at a time. Must be read to its end before
 * the next query. Workaround for postgres.js 3.4.9: when the last rows fill the stream's buffer, the
 * socket stays paused after the end, and no later query gets its result; reading on resumes it.
 */
export async function* copyOut(
  tx: postgres.TransactionSql,
  table: Pick<Table, "name" | "columns">,
): AsyncGenerator<Uint8Array> {
  const stream = await tx.unsafe(`copy ${target(table)} to stdout`).readable();
  yield* stream;
  stream._read(0);
}

/**
 * Adds rows to a table from the text format of COPY. Throws what PostgreSQL refuses, also after the
 * last row: postgres.js 3.4.9 rejects the query then, and would leave the stream open for ever.
 */
export async function copyIn(
  tx: postgres.TransactionSql,
  table: Pick<Table, "name" | "columns">,
  rows: AsyncIterable<Uint8Array>,
): Promise<void> {
  const query = tx.unsafe(`copy ${target(table)} from stdin`);
  const refused = Promise.withResolvers<never>();
  refused.promise.catch(() => {}); // thrown below, or after the stream has failed already
  const pending = query as unknown as { reject: (error: Error) => void };
  const { reject } = pending;
  pending.reject = (error) => {
    refused.reject(error);
    reject(error);
  };
  const stream: Writable = await query.writable();
  await Promise.race([pipeline(rows, stream), refused.promise]);
}

const target = ({ name, columns }: Pick<Table, "name" | "columns">) =>
  `${name} (${columns.join(", ")})`;
