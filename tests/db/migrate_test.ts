import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { join } from "node:path";
import { connect, openDatabase } from "../../db/client.ts";
import { knownMigrations, migrateDown, migrateUp, pendingMigrations } from "../../db/migrate.ts";
import { appliedMigrations } from "../../sql/operations/health.ts";
import { allRows } from "../support/all_rows.ts";
import { catalogue } from "../support/catalogue.ts";
import { dropDatabase, emptyDatabase, testDatabase } from "../support/database.ts";
import { steppedMigrations } from "../support/stepped_migrations.ts";

let url: string;

beforeAll(async () => {
  url = await emptyDatabase();
});
afterAll(() => dropDatabase(url));

/** The catalogue without what belongs to the list of migrations. */
async function schema(of = url): Promise<string[]> {
  const sql = connect(of, { max: 1 });
  try {
    return (await catalogue(sql)).filter((line) => !/^\(schema,app|app\.migrations/.test(line));
  } finally {
    await sql.end();
  }
}

/**
 * The schema before the first of these migrations and after each one, made step by step on an empty
 * database. Each file's `up` is called by itself, since the runner applies all that is pending.
 */
async function schemasOnTheWayUp(stepped: string[]): Promise<string[][]> {
  const steps = await emptyDatabase();
  const sql = connect(steps, { max: 1 });
  try {
    await sql`create schema app`;
    const apply = async (name: string) => {
      const { up } = await import(`../../db/migrations/${name}`);
      await sql.begin((tx) => up(tx));
    };
    for (const name of knownMigrations()) if (name < stepped[0]!) await apply(name);
    const schemas = [await schema(steps)];
    for (const name of stepped) {
      await apply(name);
      schemas.push(await schema(steps));
    }
    return schemas;
  } finally {
    await sql.end();
    await dropDatabase(steps);
  }
}

async function applied(): Promise<string[]> {
  const database = openDatabase(url);
  try {
    return await appliedMigrations(database.owner);
  } finally {
    await database.close();
  }
}

describe("the migrations", () => {
  it("make everything, take all of it away but the roles, and make the same again", async () => {
    const before = await schema();
    assert.deepEqual(await migrateUp(url), knownMigrations());
    const first = await schema();
    assert.ok(first.length > 300, `the catalogue has only ${first.length} lines`);
    assert.deepEqual(await migrateDown(url, { all: true }), knownMigrations().reverse());
    assert.deepEqual(await schema(), before, "nothing is left but the list of migrations");
    assert.equal(await webRoles(), 2);
    await areMadeOnce();
    assert.deepEqual(await schema(), first);
  });

  async function webRoles(): Promise<number> {
    const sql = connect(url, { max: 1 });
    const roles = await sql`
      select rolname from pg_roles where rolname in ('sitecast_app', 'sitecast_admin')`;
    await sql.end();
    return roles.length;
  }

  /** Three instances start at the same time on an empty database, and all go on. */
  async function areMadeOnce() {
    const starters = await Promise.all([migrateUp(url), migrateUp(url), migrateUp(url)]);
    starters.sort((a, b) => b.length - a.length);
    assert.deepEqual(starters, [knownMigrations(), [], []]);
    assert.deepEqual(await applied(), knownMigrations());
    assert.deepEqual(await pendingMigrations(url), []);
    assert.deepEqual(await migrateUp(url), []);
  }

  it("can be taken back one by one, and made again", async () => {
    const stepped = steppedMigrations();
    const schemas = await schemasOnTheWayUp(stepped);
    await migrateUp(url);
    for (let left = stepped.length; left > 0; left--) {
      assert.deepEqual(await schema(), schemas[left], `up to ${stepped[left - 1]}`);
      assert.deepEqual(await migrateDown(url), [stepped[left - 1]]);
      assert.deepEqual(await pendingMigrations(url), stepped.slice(left - 1));
    }
    assert.deepEqual(await schema(), schemas[0]);
    assert.deepEqual(await migrateUp(url), stepped);
    assert.deepEqual(await schema(), schemas.at(-1));
  });

  it("seed no rows", async () => {
    const database = await testDatabase();
    const rows = [...await allRows(database.owner)];
    await database.drop();
    const isTheirList = (row: string) => row.startsWith("app.migrations ");
    assert.equal(rows.filter(isTheirList).length, knownMigrations().length);
    assert.deepEqual(rows.filter((row) => !isTheirList(row)), []);
  });

  async function seal(of: string) {
    const sql = connect(of, { max: 1 });
    const [found] = await sql`
      select has_database_privilege('sitecast_app', current_database(), 'temporary') as temporary,
        (select setconfig::text from pg_db_role_setting s join pg_database d on d.oid = setdatabase
          where datname = current_database() and setrole = 0) as settings`;
    await sql.end();
    return found;
  }
  const SEALED = { temporary: false, settings: "{TimeZone=UTC}" };

  it("leave no right to make temporary tables, and UTC as the database's zone", async () => {
    await migrateUp(url);
    assert.deepEqual(await seal(url), SEALED);
  });

  it("leave the same on a copy that has every migration already", async () => {
    await migrateUp(url);
    const copy = await emptyDatabase(new URL(url).pathname.slice(1));
    try {
      assert.notDeepEqual(await seal(copy), SEALED);
      assert.deepEqual(await Promise.all([migrateUp(copy), migrateUp(copy)]), [[], []]);
      assert.deepEqual(await seal(copy), SEALED);
    } finally {
      await dropDatabase(copy);
    }
  });
});

describe("a migration that is not good", () => {
  /** An empty database, and the runner with these migrations in place of ours. */
  async function withMigrations(
    files: Record<string, string>,
    run: (up: () => Promise<string[]>, url: string) => Promise<void>,
  ) {
    const folder = await Deno.makeTempDir({ prefix: "sitecast-migrations-" });
    const empty = await emptyDatabase();
    try {
      for (const [name, text] of Object.entries(files)) {
        await Deno.writeTextFile(join(folder, name), text);
      }
      await run(() => migrateUp(empty, { folder }), empty);
    } finally {
      await dropDatabase(empty);
      await Deno.remove(folder, { recursive: true });
    }
  }

  async function kept(empty: string): Promise<string[]> {
    const sql = connect(empty, { max: 1 });
    const rows = await sql`
      select name from app.migrations union all
      select relname from pg_class where relnamespace = 'public'::regnamespace order by 1`;
    await sql.end();
    return rows.map((row) => row.name);
  }

  const GOOD = "export const up = (sql) => sql.unsafe('create table good (a int)');";

  it("is refused when it has no up()", async () => {
    const files = { "00001-good.ts": GOOD, "00002-typo.ts": GOOD.replace("up", "Up") };
    await withMigrations(files, async (up, empty) => {
      await assert.rejects(up(), /00002-typo\.ts has no up\(\)/);
      assert.deepEqual(await kept(empty), ["00001-good.ts", "good"]);
    });
  });

  it("leaves nothing of itself when it fails, and all of those before it", async () => {
    const bad = GOOD.replaceAll("good", "bad").replace("(a int)", "(a int); select 1 / 0");
    await withMigrations({ "00001-good.ts": GOOD, "00002-bad.ts": bad }, async (up, empty) => {
      await assert.rejects(up(), { code: "22012" });
      assert.deepEqual(await kept(empty), ["00001-good.ts", "good"]);
    });
  });
});
