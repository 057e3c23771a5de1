import type postgres from "postgres";
import type { Viewer } from "../domain/account/viewer.ts";
import type { RequestPool } from "./client.ts";

interface Queries {
  <Rows extends readonly (object | undefined)[] = postgres.Row[]>(
    template: TemplateStringsArray,
    ...parameters: readonly postgres.ParameterOrFragment<string | Temporal.Instant>[]
  ): postgres.PendingQuery<Rows>;
  json(value: unknown): postgres.Parameter;
}

declare const sees: unique symbol;
/** Queries of one site group: row-level security shows its sites and nothing else. */
export type ScopedSql = Queries & { readonly [sees]: "group" };
/** Queries of an admin route: every user, group and link as well. */
export type AdminSql = Queries & { readonly [sees]: "all" };

export class ScopeEnded extends Error {
  constructor() {
    super("This scope has ended: its connection may serve another site group by now.");
  }
}

interface ScopeOptions {
  /** All queries then see one moment: what is answered from several of them fits together. */
  readOnly: boolean;
}

const ONE_MOMENT = "isolation level repeatable read read only";

/**
 * Runs `work` in one transaction that sees what the viewer's group may see, and commits; throws
 * (and rolls back) when `work` throws. `sql` throws ScopeEnded once `work` has returned. Throws
 * "unavailable" when the pool had no place for the group in time.
 */
export function withScope<T>(
  pool: RequestPool,
  viewer: Viewer,
  options: ScopeOptions,
  work: (sql: ScopedSql) => Promise<T>,
): Promise<T> {
  return open(pool, "sitecast_app", viewer, options, (sql) => work(sql as ScopedSql));
}

/** The same for admin routes. Throws when the viewer's group carries no admin mark. */
export function withAdminScope<T>(
  pool: RequestPool,
  viewer: Viewer,
  options: ScopeOptions,
  work: (sql: AdminSql) => Promise<T>,
): Promise<T> {
  if (!viewer.is_admin) {
    throw new Error("An admin scope was asked for by a viewer who is no admin.");
  }
  return open(pool, "sitecast_admin", viewer, options, (sql) => work(sql as AdminSql));
}

function open<T>(
  pool: RequestPool,
  role: "sitecast_app" | "sitecast_admin",
  viewer: Viewer,
  options: ScopeOptions,
  work: (sql: Queries) => Promise<T>,
): Promise<T> {
  return pool.places.run(
    viewer.site_group_uuid,
    () => transaction(pool, role, viewer, options, work),
  );
}

async function transaction<T>(
  pool: RequestPool,
  role: string,
  viewer: Viewer,
  { readOnly }: ScopeOptions,
  work: (sql: Queries) => Promise<T>,
): Promise<T> {
  return await pool.begin(readOnly ? ONE_MOMENT : "read write", async (tx) => {
    // Sent with the first query, not awaited before it: three round trips for a scope in all. If it
    // fails, PostgreSQL refuses everything after it and begin() throws its error. The role is not set
    // by SET LOCAL ROLE, which a distributed database would send to its workers, too.
    const opened = tx`
      select set_config('role', ${role}, true), app.scope(${viewer.site_group_uuid}::uuid,
        ${viewer.user_uuid}::uuid, ${viewer.through}, ${viewer.site_uuids ?? null}::uuid[],
        ${viewer.as_member ?? false})`
      .execute();
    opened.catch(() => {});
    const { sql, end, settled } = scoped(tx);
    try {
      const result = await work(sql);
      end();
      await Promise.all([opened, settled()]);
      return result;
    } finally {
      end();
    }
  }) as T;
}

/** What postgres.js keeps of a query that has not been sent yet. */
interface Unsent {
  handler: (query: Unsent) => void;
  reject: (error: Error) => void;
}

/**
 * A transaction's handle keeps working after its end, on a connection that may by then serve
 * another tenant. This one refuses: at the call, and (queries are lazy: they leave when awaited)
 * again when a query is about to be sent.
 */
function scoped(tx: postgres.TransactionSql) {
  let ended = false;
  const sent: Unsent[] = [];
  const guard = <Q>(pending: Q): Q => {
    const query = pending as Unsent;
    const send = query.handler;
    query.handler = (self) => {
      if (ended) return self.reject(new ScopeEnded());
      sent.push(self);
      send(self);
    };
    return pending;
  };
  const ask = (template: TemplateStringsArray, ...parameters: never[]) => {
    if (ended) throw new ScopeEnded();
    if (!Array.isArray(template?.raw)) throw new TypeError("A scope takes tagged templates only.");
    return guard(tx(template, ...parameters));
  };
  const sql = Object.assign(ask, {
    json: (value: unknown) => tx.json(value as postgres.JSONValue),
  });
  return {
    sql: sql as unknown as Queries,
    end: () => void (ended = true),
    // What nobody awaits may still fail: a commit after that would roll back without a word.
    settled: () => Promise.all(sent),
  };
}
