import { join } from "node:path";
import { pathToFileURL } from "node:url";
import ley from "ley";
import type postgres from "postgres";
import { AppError } from "../domain/errors.ts";
import { connect } from "./client.ts";
import {
  makeList,
  mark,
  readList,
  refuseMisfit,
  refuseNewer,
  stateOf,
  unmark,
} from "./toolkit/applied.ts";
import { isBeforeSquash } from "./toolkit/before_squash.ts";
import { migrationFiles, migrationNamed, migrationNames, MIGRATIONS } from "./toolkit/files.ts";
import { type Loss, lossesOf, lossInWords, rolledBack } from "./toolkit/losses.ts";
import { withRights } from "./toolkit/refusals.ts";

export { newerSchema } from "./toolkit/applied.ts";

type Direction = "up" | "down";
type Migration = Partial<Record<Direction, (sql: postgres.TransactionSql) => Promise<unknown>>>;

/** Serialises everybody who migrates this database; any constant will do. */
const LOCK = 727_001;

interface Options {
  /** Name or number of the newest migration that the database has afterwards. */
  to?: string;
  /** Called with sentences about the progress: waiting for another process, what is dropped. */
  say?: (sentence: string) => void;
  /** Where the migrations are. */
  folder?: string;
}
interface UpOptions extends Options {
  /** Rolls everything back in the end. */
  dryRun?: boolean;
}
interface DownOptions extends Options {
  all?: boolean;
  /** Takes migrations back although rows are lost. */
  yes?: boolean;
}

/** Runs migrations once; ley uses it as its database driver. `names` lists what ran. */
class Run {
  readonly names: string[] = [];

  constructor(
    readonly url: string,
    readonly direction: Direction,
    readonly options: UpOptions & DownOptions,
  ) {}

  get folder() {
    return this.options.folder ?? MIGRATIONS;
  }

  /** Runs and returns the names of the migrations, in the order in which they ran. */
  async go(): Promise<string[]> {
    const { all = false } = this.options;
    const options = { cwd: this.folder, dir: ".", driver: this as unknown as string, config: {} };
    await withRights(() =>
      this.direction === "up"
        ? ley.up(options)
        : ley.down({ ...options, all: all || this.options.to !== undefined })
    );
    return this.names;
  }

  connect() {
    // Sealing the database waits for the disk once, for all migrations that went up before it.
    const settings = { synchronous_commit: this.direction === "up" ? "off" : "on" };
    return connect(this.url, { max: 1, settings });
  }

  async setup(sql: postgres.Sql) {
    await lock(sql, this.options.say);
    if (!this.options.dryRun) await makeList(sql);
    if (isBeforeSquash(await readList(sql))) await this.takeOver(sql);
    const applied = await readList(sql);
    refuseMisfit(stateOf(applied, migrationFiles(this.folder)));
    return applied;
  }

  async loop(sql: postgres.Sql, files: { name: string }[]) {
    const wanted = this.wanted(files.map(({ name }) => name));
    if (this.direction === "down") await this.announceLosses(sql, wanted);
    if (this.options.dryRun) {
      await rolledBack(sql, async (tx) => {
        await makeList(tx);
        for (const name of wanted) await this.step(tx, name);
      });
    } else {
      for (const name of wanted) await sql.begin((tx) => this.step(tx, name));
    }
    this.names.push(...wanted);
  }

  end(sql: postgres.Sql) {
    return sql.end();
  }

  private async takeOver(sql: postgres.Sql): Promise<void> {
    if (this.direction === "down" || this.options.dryRun) {
      throw new AppError(
        "unavailable",
        "This database was migrated by an older Sitecast. `deno task migrate up` takes it over.",
      );
    }
    // Loaded for these databases only: the comparison is of no use to an ordinary start.
    const { takeOver } = await import("./toolkit/take_over.ts");
    await takeOver(sql, this.url);
    this.options.say?.("The database of an older Sitecast was taken over.");
  }

  private wanted(names: string[]): string[] {
    if (this.options.to === undefined) return names;
    const to = migrationNamed(this.options.to, migrationNames(this.folder));
    return names.filter((name) => this.direction === "up" ? name <= to : name > to);
  }

  private async step(tx: postgres.TransactionSql, name: string): Promise<void> {
    await refuseWithoutLock(tx);
    const migration: Migration = await import(pathToFileURL(join(this.folder, name)).href);
    const step = migration[this.direction];
    if (!step) throw new Error(`The migration ${name} has no ${this.direction}().`);
    await step(tx);
    if (this.direction === "down") await unmark(tx, name);
    else await mark(tx, migrationFiles(this.folder).find((file) => file.name === name)!);
  }

  private async announceLosses(sql: postgres.Sql, names: string[]): Promise<void> {
    const losses = await lossesOf(sql, async (tx) => {
      for (const name of names) await this.step(tx, name);
    });
    if (!this.options.yes) refuseLosses(losses);
    for (const loss of losses) this.options.say?.(`dropped: ${lossInWords(loss)}`);
  }
}

function refuseLosses(losses: Loss[]): void {
  const full = losses.filter(({ rows }) => rows > 0);
  if (full.length === 0) return;
  throw new AppError(
    "conflict",
    `This would delete ${
      full.map(lossInWords).join(", ")
    }. Nothing was changed: add --yes to do it.`,
  );
}

async function lock(sql: postgres.Sql, say?: (sentence: string) => void): Promise<void> {
  const [row] = await sql<{ free: boolean }[]>`select pg_try_advisory_lock(${LOCK}) as free`;
  if (row!.free) return;
  say?.("Another process is migrating this database: waiting until it is done.");
  await sql`select pg_advisory_lock(${LOCK})`;
}

/**
 * Throws "unavailable" when the connection does not hold the lock: the one that did broke, and
 * another process may be migrating by now.
 */
async function refuseWithoutLock(tx: postgres.TransactionSql): Promise<void> {
  const held = await tx`
    select from pg_locks where locktype = 'advisory' and granted and pid = pg_backend_pid()
      and classid = 0 and objid = ${LOCK} and objsubid = 1`;
  if (held.length > 0) return;
  throw new AppError(
    "unavailable",
    "The connection broke between two migrations. Each is done or not begun: start again.",
  );
}

/**
 * Sets rights and settings that belong to the database itself and not to its content: a copy made by
 * `create database … template` and a restored dump come without them. One at a time: two at once
 * would fail on each other's row of the catalogue.
 */
export async function sealDatabase(sql: postgres.Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${LOCK})`;
    const [row] = await tx`select quote_ident(current_database()) as database`;
    await tx.unsafe(`revoke temporary on database ${row!.database} from public`);
    await tx.unsafe(`alter database ${row!.database} set timezone to 'UTC'`);
  });
}

/**
 * Applies what is pending and seals the database, which may be a copy with nothing pending; returns
 * the names. Two starters at once: the second finds nothing to do. Throws "unavailable" when the
 * database has migrations that this program does not know, lacks one before its newest, or had one
 * that was edited since.
 */
export async function migrateUp(url: string, options: UpOptions = {}): Promise<string[]> {
  const names = await new Run(url, "up", options).go();
  if (options.dryRun) return names;
  const sql = connect(url, { max: 1 });
  try {
    await withRights(() => sealDatabase(sql));
  } finally {
    await sql.end();
  }
  return names;
}

/**
 * Takes back the newest migration, those after `to`, or all of them; returns the names. Roles stay.
 * Throws "conflict" when rows would be lost, unless `yes`.
 */
export async function migrateDown(url: string, options: DownOptions = {}): Promise<string[]> {
  return await new Run(url, "down", options).go();
}

/** Returns the names of the migrations that have not been applied. Changes nothing. */
export async function pendingMigrations(url: string): Promise<string[]> {
  const sql = connect(url, { max: 1 });
  try {
    return stateOf(await readList(sql), migrationFiles()).pending;
  } finally {
    await sql.end();
  }
}

/**
 * Throws "unavailable" when the database has migrations that this program does not know. Says nothing
 * of a database whose list of migrations the login may not read.
 */
export async function refuseNewerSchema(url: string): Promise<void> {
  const sql = connect(url, { max: 1 });
  try {
    const [app] = await sql<{ is_open: boolean }[]>`
      select has_schema_privilege(oid, 'usage') as is_open
      from pg_namespace where nspname = 'app'`;
    const applied = app?.is_open ? await readList(sql) : [];
    if (!isBeforeSquash(applied)) refuseNewer(stateOf(applied, migrationFiles()));
  } finally {
    await sql.end();
  }
}

/** Returns the names of the migrations that this program carries, oldest first. */
export const knownMigrations = () => migrationNames();
