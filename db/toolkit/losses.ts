import type postgres from "postgres";

/** A table or column that taking back migrations drops. */
export interface Loss {
  /** `table app.jobs`, `column sites.note`. */
  what: string;
  /** Rows of the table, or values of the column that are not NULL; at most MOST + 1. */
  rows: number;
}

/** Bounds the time that counting takes: a table of forecasts can have hundreds of millions of rows. */
const MOST = 1_000_000;

interface Column {
  table: string;
  column: string;
}

/**
 * Returns the tables and columns that `work` drops, with what is in them. Runs `work` in a transaction
 * that is rolled back, with the locks that it takes.
 */
export async function lossesOf(
  sql: postgres.Sql,
  work: (tx: postgres.TransactionSql) => Promise<void>,
): Promise<Loss[]> {
  const before = await columns(sql);
  const after = await rolledBack(sql, async (tx) => {
    await work(tx);
    return await columns(tx);
  });
  const tables = new Set(after.map(({ table }) => table));
  const kept = new Set(after.map(({ table, column }) => `${table}.${column}`));
  const droppedTables = [...new Set(before.map(({ table }) => table))].filter((table) =>
    !tables.has(table)
  );
  const droppedColumns = before.filter(({ table, column }) =>
    tables.has(table) && !kept.has(`${table}.${column}`)
  );
  return [
    ...await Promise.all(droppedTables.map(async (table) => ({
      what: `table ${table}`,
      rows: await count(sql, `select from ${table}`),
    }))),
    ...await Promise.all(droppedColumns.map(async ({ table, column }) => ({
      what: `column ${table}.${column}`,
      rows: await count(sql, `select from ${table} where ${column} is not null`),
    }))),
  ];
}

/** Runs `work` in a transaction that is rolled back, and returns what it returned. */
export async function rolledBack<T>(
  sql: postgres.Sql,
  work: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  const done = Symbol();
  let result: T;
  try {
    await sql.begin(async (tx) => {
      result = await work(tx);
      throw done;
    });
  } catch (error) {
    if (error !== done) throw error;
  }
  return result!;
}

/** Returns losses in words: `table app.jobs (3 rows)`. */
export function lossInWords({ what, rows }: Loss): string {
  const unit = what.startsWith("column") ? "values" : "rows";
  const number = rows > MOST ? `more than ${MOST.toLocaleString("en")}` : rows;
  return `${what} (${rows === 0 ? "empty" : `${number} ${rows === 1 ? unit.slice(0, -1) : unit}`})`;
}

async function columns(sql: postgres.ISql): Promise<Column[]> {
  return await sql<Column[]>`
    select attrelid::regclass::text as table, quote_ident(attname) as column
    from pg_attribute a join pg_class c on c.oid = attrelid
    where relkind in ('r', 'p') and not relispartition and attnum > 0 and not attisdropped
      and relnamespace in (select oid from pg_namespace where nspname in ('app', 'public'))
    order by 1, attnum`;
}

async function count(sql: postgres.ISql, rows: string): Promise<number> {
  const [row] = await sql.unsafe(`select count(*)::int as n from (${rows} limit ${MOST + 1}) r`);
  return row!.n;
}
