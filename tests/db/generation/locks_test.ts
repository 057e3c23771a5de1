import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { ownDatabase } from "../../support/setup.ts";

const { owner } = await ownDatabase();

/** Two sites of one of the 64 parts, and 201 sites of which one is in it, too. */
async function sites() {
  const [row] = await owner<{ one: string; other: string; many: string[] }[]>`
    with s as (select gen_random_uuid() as uuid from generate_series(1, 1000)),
    part as (select array_agg(uuid) as uuids from s
      group by abs(hashtext(uuid::text)::bigint % 64) order by count(*) desc limit 1)
    select uuids[1] as one, uuids[2] as other,
      uuids[3] || array(select gen_random_uuid() from generate_series(1, 200)) as many from part`;
  return row!;
}

const wait = (uuids: string[]) =>
  owner.begin(async (sql) => {
    await sql`set local lock_timeout = '50ms'`;
    await sql`select app.lock_generation(${uuids}::uuid[])`;
  });

describe("writing measurements of a site", () => {
  it("holds up writers of that site, and of very many sites, but of no other one", async () => {
    const { one, other, many } = await sites();
    await owner.begin(async (sql) => {
      await sql`select app.lock_generation(array[${one}]::uuid[])`;
      await wait([other]);
      await assert.rejects(wait([other, one]), { code: "55P03" });
      await assert.rejects(wait(many), { code: "55P03" });
    });
    await owner.begin(async (sql) => {
      await sql`select app.lock_generation(${many}::uuid[])`;
      await assert.rejects(wait([other]), { code: "55P03" });
    });
    await wait([one, ...many]);
  });
});
