import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { stage, step, take } from "../../support/rollup_steps.ts";
import { ownCast } from "../../support/setup.ts";

const { database: { owner }, cast } = await ownCast();
const sites = [cast.sites.plant, cast.sites.turbine];
const on = await stage(owner, sites);

/** Lists each site with its revision, and a hash of the data that the revision covers. */
async function states() {
  return await owner.begin(async (tx) => {
    await tx`select app.scope(${cast.ada.site_group_uuid}::uuid, null)`;
    return await tx<{ revision: string; state: string }[]>`
      select site_uuid || ' ' || revision as revision, md5(concat(
        (select string_agg(l::text, ',' order by start_utc, ml_model_uuid)
          from latest_forecast_values l where l.site_uuid = s.site_uuid),
        (select string_agg(g::text, ',' order by start_utc, end_utc)
          from generation g where g.site_uuid = s.site_uuid))) as state
      from app.revisions_of(${sites}::uuid[]) s order by site_uuid`;
  });
}

async function measure(site: string, slot: number) {
  await owner`
    insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
    select ${site}, t, t + interval '1 h', random()
    from (select timestamp '2026-06-21' + ${slot} * interval '1 h' as t) s
    on conflict do nothing`;
}

describe("the revision of a site", () => {
  it("is another one whenever its forecasts or its generation are", async () => {
    const known = new Map<string, string>();
    const steps = fc.array(
      fc.record({ step, slot: fc.option(fc.nat(23)), site: fc.nat(1), swept: fc.boolean() }),
      {
        minLength: 3,
        maxLength: 20,
      },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (steps) => {
        for (const one of steps) {
          if (one.slot === null) await take(owner, on, one.step);
          else await measure(sites[one.site]!, one.slot);
          const before = await states();
          if (one.swept) await owner`select app.sweep()`;
          assert.deepEqual([...await states()], [...before], "a sweep changes nothing");
          for (const { revision, state } of await states()) {
            assert.equal(known.get(revision) ?? state, state, JSON.stringify(one));
            known.set(revision, state);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it("does not begin anew for a site that is deleted and made again", async () => {
    const uuid = crypto.randomUUID();
    const seen = new Set<string>();
    for (let turn = 0; turn < 3; turn++) {
      await owner`
        insert into sites (site_uuid, ml_id, latitude, longitude) values (${uuid}, 9000, 1, 1)`;
      await measure(uuid, turn);
      const [row] = await owner.begin(async (tx) => {
        await tx`select app.scope(${cast.ada.site_group_uuid}::uuid, null)`;
        return await tx`select revision from app.revisions_of(array[${uuid}::uuid])`;
      });
      seen.add(row!.revision);
      if (turn > 0) await owner`select app.sweep()`;
      await owner`delete from generation where site_uuid = ${uuid}`;
      await owner`delete from site_group_sites where site_uuid = ${uuid}`;
      await owner`delete from sites where site_uuid = ${uuid}`;
    }
    assert.equal(seen.size, 3);
  });
});
