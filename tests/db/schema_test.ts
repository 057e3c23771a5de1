import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { ownDatabase } from "../support/setup.ts";
import { DEFAULTS, FOREIGN_KEYS, INDEXES, OURS, TABLES } from "../support/sdk_schema.ts";

const lines = (text: string) => text.trim().split("\n").map((line) => line.trim());
const database = await ownDatabase();

async function found(query: string): Promise<string[]> {
  const rows = await database.owner.unsafe<{ line: string }[]>(query);
  return rows.map((row) => row.line);
}

const THEIRS = `(${Object.keys(TABLES).map((table) => `'${table}'::regclass`).join()})`;

describe("the tables of the Python SDK", () => {
  it("have its columns, types and NULLs", async () => {
    const expected = Object.entries(TABLES).flatMap(([table, columns]) =>
      Object.entries({ created_utc: "timestamp?", ...columns })
        .map(([column, type]) => `${table}.${column} ${type}`)
    );
    const columns = await found(`
      select attrelid::regclass || '.' || attname || ' ' ||
        replace(replace(replace(format_type(atttypid, atttypmod), 'double precision', 'float8'),
          'timestamp without time zone', 'timestamp'), 'character varying', 'varchar') ||
        case when attnotnull then '' else '?' end as line
      from pg_attribute where attrelid in ${THEIRS} and attnum > 0 and not attisdropped`);
    const theirs = columns.filter((line) => !OURS.includes(line.split(" ")[0]!));
    assert.deepEqual(theirs.sort(), expected.sort());
    assert.equal(columns.length, expected.length + OURS.length);
  });

  it("have defaults where a writer may leave something out, and on what is ours", async () => {
    const defaults = Object.fromEntries(
      (await found(`
        select attrelid::regclass || '.' || attname || '|' || pg_get_expr(adbin, adrelid) as line
        from pg_attribute join pg_attrdef on adrelid = attrelid and adnum = attnum
        where attrelid in ${THEIRS}`)).map((line) => line.split("|")),
    );
    for (const [column, value] of Object.entries(DEFAULTS)) assert.equal(defaults[column], value);
    assert.equal(defaults["site_groups.is_admin"], "false");
    assert.equal(defaults["sites.ml_id"], undefined);
  });

  it("have its foreign keys, none of them deferrable", async () => {
    const keys = await found(`
      select conrelid::regclass || regexp_replace(pg_get_constraintdef(oid),
        'FOREIGN KEY (\\(.*?\\)) REFERENCES (\\w+)\\(\\w+\\)', ' \\1 \\2') as line
      from pg_constraint where contype = 'f' and conrelid in ${THEIRS} order by 1`);
    assert.deepEqual(keys, lines(FOREIGN_KEYS));
  });

  it("have its indexes and unique keys, and no other unique key", async () => {
    const indexes = await found(`
      select indrelid::regclass || ' ' || indexrelid::regclass || ' ' ||
        substring(pg_get_indexdef(indexrelid) from '\\(.*\\)') ||
        case when indisunique then ' unique' else '' end as line
      from pg_index where indrelid in ${THEIRS} and not indisprimary order by 1`);
    const expected = lines(INDEXES);
    assert.deepEqual(expected.filter((line) => !indexes.includes(line)), []);
    const unique = (line: string) => line.endsWith("unique");
    assert.deepEqual(indexes.filter(unique), expected.filter(unique));
  });

  it("have one UUID as primary key; a value's has its start too, for the partitions", async () => {
    const keys = await found(`
      select conrelid::regclass || ' ' || pg_get_constraintdef(oid) as line
      from pg_constraint where contype = 'p' and conrelid in ${THEIRS}`);
    const expected = Object.entries(TABLES).map(([table, columns]) => {
      const more = table === "forecast_values" ? ", start_utc" : "";
      return `${table} PRIMARY KEY (${Object.keys(columns)[0]}${more})`;
    });
    assert.deepEqual(keys.sort(), expected.sort());
  });

  it("know two kinds of asset: a third would break every read of the SDK", async () => {
    assert.deepEqual(
      await found("select unnest(enum_range(null::site_asset_type))::text as line"),
      ["pv", "wind"],
    );
  });
});
