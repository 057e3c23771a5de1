import type postgres from "postgres";
import { AppError } from "../../domain/errors.ts";
import { withoutLimits } from "./copy.ts";
import { listSequences, listTables, type Sequence, type Table } from "./tables.ts";

type Sql = postgres.ISql;

/**
 * Runs `work` in one transaction in which no other program uses the tables and none of their triggers
 * fires: what triggers derive is in the backup already. Foreign keys are checked all the same. An
 * ordinary owner may do so; session_replication_role would want a superuser.
 */
export async function withoutTriggers<T>(
  sql: postgres.Sql,
  work: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  return await sql.begin(async (tx) => {
    await withoutLimits(tx);
    const roots = new Set(
      (await listTables(tx)).map(({ name, partition }) => partition?.of ?? name),
    );
    await tx.unsafe(`lock table ${[...roots].join(", ")} in access exclusive mode`);
    const withTriggers = await tx<{ name: string }[]>`
      select distinct tgrelid::regclass::text as name from pg_trigger
      where not tgisinternal and tgparentid = 0 and tgenabled = 'O' and tgrelid in (
        select oid from pg_class
        where relnamespace in ('public'::regnamespace, 'app'::regnamespace))`;
    for (const { name } of withTriggers) {
      await tx.unsafe(`alter table ${name} disable trigger user`);
    }
    const result = await work(tx);
    for (const { name } of withTriggers) await tx.unsafe(`alter table ${name} enable trigger user`);
    return result;
  }) as T;
}

/** Makes those of the partitions that are missing. */
export async function makePartitions(sql: Sql, wanted: Table[]): Promise<void> {
  const there = new Set((await listTables(sql)).map(({ name }) => name));
  for (const { name, partition } of wanted) {
    if (!partition?.range || there.has(name)) continue;
    const [schema, table] = split(name);
    const [parentSchema, parent] = split(partition.of);
    const [row] = await sql<{ statement: string }[]>`
      select format('create table %I.%I partition of %I.%I for values from (%L) to (%L)',
        ${schema}::text, ${table}::text, ${parentSchema}::text, ${parent}::text,
        ${partition.range[0]}::text, ${partition.range[1]}::text) as statement`;
    await sql.unsafe(row!.statement);
  }
}

function split(name: string): [string, string] {
  const words = name.split(".");
  if (words.length !== 2 || !words.every((word) => /^[a-z_][a-z0-9_$]*$/.test(word))) {
    throw new AppError("invalid", `A backup cannot make a partition with the name ${name}.`);
  }
  return words as [string, string];
}

/** Throws "conflict" unless each table has exactly so many rows. */
export async function checkCounts(sql: Sql, tables: { name: string; rows: number }[]) {
  for (const { name, rows } of tables) {
    const [row] = await sql.unsafe<{ n: string }[]>(`select count(*)::text as n from ${name}`);
    if (row!.n === String(rows)) continue;
    throw new AppError("conflict", `${name} has ${row!.n} rows instead of the backup's ${rows}.`);
  }
}

/** Sets those of the sequences that are there. */
export async function setSequences(sql: Sql, sequences: Sequence[]): Promise<void> {
  const there = new Set((await listSequences(sql)).map(({ name }) => name));
  for (const { name, last_value, is_called } of sequences) {
    if (!there.has(name)) continue;
    await sql`select setval(${name}::text::regclass, ${last_value}::text::bigint, ${is_called})`;
  }
}

/**
 * Increases all revisions beyond any that the restored database had after the backup, so that no
 * browser takes an old response for a new one.
 */
export async function renewRevisions(sql: Sql): Promise<void> {
  await sql`
    update site_revisions set revision =
      greatest(revision + 1, (extract(epoch from clock_timestamp()) * 1000000)::bigint)`;
}

/** Lets the planner know the tables. */
export async function analyze(sql: Sql, tables: Table[]): Promise<void> {
  const roots = new Set(tables.map(({ name, partition }) => partition?.of ?? name));
  await sql.unsafe(`analyze ${[...roots].join(", ")}`);
}
