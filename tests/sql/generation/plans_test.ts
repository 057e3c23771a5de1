import assert from "node:assert/strict";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { finiteGeneration } from "../../../sql/generation/finite.ts";
import { ownCast } from "../../support/setup.ts";

const { database: { owner }, cast } = await ownCast();
const { plant, bare, turbine } = cast.sites;
const START = Temporal.Instant.from("2026-06-21T00:00:00Z");

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  Plans?: Plan[];
}

const nodes = (plan: Plan): string[] => [
  [plan["Node Type"], plan["Relation Name"]].filter(Boolean).join(" "),
  ...(plan.Plans ?? []).flatMap(nodes),
];

beforeAll(async () => {
  await owner`
    insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
    select site, t, t + interval '15 min', 1
    from unnest(${[plant, bare, turbine]}::uuid[]) site,
      generate_series(${START}::timestamp - interval '60 days', ${START}::timestamp + interval '1 day',
        '15 min') t`;
  await owner`vacuum analyze generation`;
});

describe("finite generation of a site's day", () => {
  for (const sites of [[plant], [plant, bare]]) {
    it(`is read by index for ${sites.length} of 3 sites, never as a whole`, async () => {
      const values = finiteGeneration(owner, sites, START, START.add({ hours: 24 }));
      const [row] = await owner`
        explain (format json) select site_uuid, sum(generation_power_kw) from ${values} finite
        group by site_uuid`;
      const found = nodes(row!["QUERY PLAN"][0].Plan);
      assert.ok(found.some((node) => /^(Bitmap )?Index/.test(node)), found.join(", "));
      assert.ok(!found.includes("Seq Scan generation"), found.join(", "));
    });
  }
});
