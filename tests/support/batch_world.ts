import assert from "node:assert/strict";
import { beforeEach } from "@std/testing/bdd";
import { translated } from "../../db/errors.ts";
import { AppError } from "../../domain/errors.ts";
import type { NewGeneration } from "../../domain/generation/generation_value.ts";
import * as batches from "../../sql/generation/batches.ts";
import * as generation from "../../sql/generation/generation.ts";
import type { Person } from "./cast.ts";
import { ownCast } from "./setup.ts";
import { inScope } from "./scopes.ts";

/** Makes a database in which two groups have the plant, and what people do to its measurements. */
export async function batchWorld() {
  const { database, cast } = await ownCast();
  const { plant } = cast.sites;
  const { alice, bob, charlie, ada } = cast;
  const at = (hour: number) => Temporal.Instant.from("2026-06-21T00:00:00Z").add({ hours: hour });

  const hour = (from: number, kw: number | null): NewGeneration => ({
    site_uuid: plant,
    start_utc: `${at(from)}`,
    end_utc: `${at(from + 1)}`,
    generation_power_kw: kw,
  });

  const send = (person: Person, values: NewGeneration[], replace = false) =>
    inScope(database, person, (sql) => generation.add(sql, values, { replace }));
  const put = (person: Person, from: number, to: number, values: NewGeneration[]) =>
    inScope(
      database,
      person,
      (sql) => generation.put(sql, values, { siteUuid: plant, start: at(from), end: at(to) }),
    );
  const remove = (person: Person, from: number, to: number) =>
    inScope(
      database,
      person,
      (sql) => generation.remove(sql, { siteUuid: plant, start: at(from), end: at(to) }),
    );
  const list = async (person: Person) => [
    ...await inScope(database, person, (sql) => batches.list(sql, {})),
  ];
  const undo = (person: Person, batchId: number) =>
    inScope(database, person, (sql) => batches.undo(sql, String(batchId)));
  const newest = async (person: Person) => (await list(person))[0]!;

  const inSql = (from: number, kw: number) =>
    database.owner`
      insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
      values (${plant}, ${at(from)}, ${at(from + 1)}, ${kw})`;

  const stored = async () => {
    const rows = await database.owner<{ hour: number; kw: number }[]>`
      select extract(hour from start_utc)::int as hour, generation_power_kw as kw
      from generation order by start_utc`;
    return Object.fromEntries(rows.map(({ hour, kw }) => [hour, kw]));
  };

  async function refusal(work: Promise<unknown>): Promise<string> {
    const refused = work.then(() => undefined, translated);
    const before = await stored();
    const error = await refused;
    assert.ok(error instanceof AppError, String(error));
    assert.deepEqual(await stored(), before);
    return `${error.status}: ${error.message}`;
  }

  beforeEach(async () => {
    await database.owner`delete from generation`;
    await database.owner`delete from app.replaced_generation`;
    await database.owner`delete from app.batches`;
    // Charlie's group has alice's plant, too.
    await database.owner`
      insert into site_group_sites (site_group_uuid, site_uuid)
      values (${charlie.site_group_uuid}, ${plant}) on conflict do nothing`;
  });

  return {
    alice,
    bob,
    cast,
    at,
    charlie,
    ada,
    database,
    hour,
    inSql,
    list,
    newest,
    plant,
    put,
    refusal,
    remove,
    send,
    stored,
    undo,
  };
}
