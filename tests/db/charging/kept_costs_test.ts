import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { LEAST_KNOWN } from "../../../domain/charging/sun.ts";
import { recountCosts } from "../../../service/charging/costs.ts";
import { ownCast } from "../../support/setup.ts";

const { database: { owner }, cast } = await ownCast();
const groups = [cast.alice.site_group_uuid, cast.charlie.site_group_uuid];
const sites = [cast.sites.plant, cast.sites.turbine];

/** Sessions whose kept columns are not what the rule gives now. */
async function stale(): Promise<Record<string, unknown>[]> {
  return [
    ...await owner`
      select s.id, s.shown_cost, c.shown_cost as counted, s.local_day, c.local_day as day
      from ev_charging_session s, lateral app.charging_cost(s) c
      where (s.local_day, s.shown_cost, s.shown_cost_source, s.cost_rate, s.cost_session_fee,
          s.estimated_cost, s.paid_per_kwh, s.cost_difference, s.is_member_rate,
          s.non_member_cost, s.member_saving)
        is distinct from (c.local_day, c.shown_cost, c.shown_cost_source, c.cost_rate,
          c.cost_session_fee, c.estimated_cost, c.paid_per_kwh, c.cost_difference,
          c.is_member_rate, c.non_member_cost, c.member_saving)`,
  ];
}

/** Kept sums that are not those of the sessions, by UTC year and month. */
async function wrongSums(): Promise<Record<string, unknown>[]> {
  const kind = owner`site_group_uuid, is_year, first_utc, charge_type, location_type, location_id,
    network_id, site_uuid, device_id, currency, is_cost_known, is_measured`;
  return [
    ...await owner`
      select ${kind}, sum(sessions) as sessions, sum(energy_kwh) as energy_kwh, sum(cost) as cost,
        sum(sun_kwh) as sun_kwh
      from (
        select ${kind}, sessions, energy_kwh, cost, sun_kwh from app.charging_sums
        union all
        select site_group_uuid, is_year,
          date_trunc(case when is_year then 'year' else 'month' end, session_start_utc, 'UTC'),
          charge_type, location_type, case when location_type is null then location_id end,
          network_id, site_uuid, device_id, currency, shown_cost is not null,
          coalesce(sun_known >= ${String(LEAST_KNOWN)}::numeric, false), -1,
          -coalesce(energy_kwh, 0), -coalesce(shown_cost, 0), -coalesce(sun_kwh, 0)
        from ev_charging_session, unnest(array[false, true]) is_year) both_ways
      group by ${kind}
      having (sum(sessions), sum(energy_kwh), sum(cost), sum(sun_kwh)) <> (0, 0, 0, 0)`,
  ];
}

const DAYS = ["2026-06-01", "2026-06-15", "2026-06-21", "2026-06-22", "2026-07-01"];
const ZONES = ["UTC", "Pacific/Auckland", "America/Los_Angeles", "nowhere"];
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const amount = fc.integer({ min: 0, max: 5000 }).map((cents) => cents / 100);
const rate = maybe(fc.constantFrom(0, 0.25, 0.4));
const day = maybe(fc.constantFrom(...DAYS));
const which = fc.nat({ max: 1 });
const currency = maybe(fc.constantFrom("EUR", "USD"));

const session = fc.record({
  energy_kwh: maybe(amount),
  cost: maybe(amount),
  cost_source: maybe(fc.constantFrom("manual", "imported")),
  is_free: maybe(fc.boolean()),
  location_type: maybe(fc.constant("home")),
  session_start_utc: maybe(
    fc.tuple(fc.constantFrom(...DAYS), fc.nat({ max: 23 }))
      .map(([date, hour]) => `${date}T${String(hour).padStart(2, "0")}:30:00Z`),
  ),
  currency,
});
const change = fc.record({
  group: which,
  kind: fc.constantFrom(
    "session",
    "session",
    "edit",
    "network",
    "place",
    "rate of a network",
    "rate of a place",
    "subscription",
    "zone",
    "currency",
    "site zone",
    "move place",
    "remove rates",
    "remove network",
    "remove place",
    "sun",
    "leave the site",
    "count sums",
  ),
  session,
  rate,
  fee: fc.constantFrom(0, 1.5),
  from: day,
  to: day,
  is_free: fc.boolean(),
  zone: fc.constantFrom(...ZONES),
  currency,
  onNetwork: fc.boolean(),
  atPlace: fc.boolean(),
  atSite: fc.boolean(),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

const ids = { network: [0, 0], place: [0, 0] };

async function begin() {
  for (const table of ["ev_charging_session", "ev_location_lookup", "ev_charging_networks"]) {
    await owner`delete from ${owner(table)}`;
  }
  await owner`delete from app_settings`;
  for (const [at, group] of groups.entries()) {
    const [network] = await owner`
      insert into ev_charging_networks (network_name, site_group_uuid) values ('Net', ${group})
      returning id`;
    const [place] = await owner`
      insert into ev_location_lookup (location_name, site_group_uuid) values ('Here', ${group})
      returning id`;
    ids.network[at] = network!.id;
    ids.place[at] = place!.id;
  }
}

async function apply(given: Change): Promise<void> {
  const site_group_uuid = groups[given.group]!;
  const site = sites[given.group]!;
  const [network, place] = [ids.network[given.group]!, ids.place[given.group]!];
  const { rate: cost_per_kwh, fee: session_fee, from, to } = given;
  const row = {
    ...given.session,
    network_id: given.onNetwork && network ? network : null,
    location_id: given.atPlace && place ? place : null,
    site_uuid: given.atSite ? site : null,
  };
  const setting = (key: string, value: string | null) =>
    owner`
      insert into app_settings (key, value, site_group_uuid)
      values (${key}, ${value}, ${site_group_uuid})
      on conflict (key, site_group_uuid) do update set value = excluded.value`;
  const dated = (of: { network_id: number } | { location_id: number }) =>
    owner`
      insert into ev_rates ${
      owner({
        ...of,
        cost_per_kwh: cost_per_kwh ?? 0.1,
        session_fee,
        valid_from: from,
        valid_to: to,
        site_group_uuid,
      })
    }`;
  switch (given.kind) {
    case "session":
      return void await owner`
        insert into ev_charging_session ${owner({ device_id: "car", ...row, site_group_uuid })}`;
    case "edit":
      return void await owner`
        update ev_charging_session set ${owner(row)} where id = (
          select min(id) from ev_charging_session where site_group_uuid = ${site_group_uuid})`;
    case "network":
      return void await owner`
        update ev_charging_networks set cost_per_kwh = ${cost_per_kwh}, is_free = ${given.is_free}
        where id = ${network}`;
    case "place":
      return void await owner`
        update ev_location_lookup set cost_per_kwh = ${cost_per_kwh} where id = ${place}`;
    case "rate of a network":
      return void (network && await dated({ network_id: network }));
    case "rate of a place":
      return void await dated({ location_id: place });
    case "subscription":
      return void (network && await owner`
        insert into ev_network_subscriptions (network_id, member_rate, start_date, end_date,
          site_group_uuid)
        values (${network}, ${cost_per_kwh ?? 0.1}, ${from ?? "2026-01-01"}, ${to},
          ${site_group_uuid})`);
    case "zone":
      return void await setting("user_timezone", given.zone);
    case "currency":
      return void await setting("currency", given.currency);
    case "site zone":
      return void await owner`
        insert into app.site_zones values (${site}, ${given.zone})
        on conflict (site_uuid) do update set time_zone = excluded.time_zone`;
    case "move place":
      return void await owner`
        update ev_location_lookup set site_uuid = ${given.atSite ? site : null}
        where id = ${place}`;
    case "remove rates":
      await owner`delete from ev_network_subscriptions where network_id = ${network}`;
      return void await owner`delete from ev_rates where site_group_uuid = ${site_group_uuid}`;
    case "remove network":
      await owner`delete from ev_charging_networks where id = ${network}`;
      return void (ids.network[given.group] = 0);
    case "remove place":
      await owner`delete from ev_location_lookup where id = ${place}`;
      return void (ids.place[given.group] = 0);
    case "sun":
      return void await owner`
        update ev_charging_session set sun_kwh = energy_kwh / 3, sun_known = ${given.fee}::numeric / 2
        where site_group_uuid = ${site_group_uuid}`;
    case "leave the site":
      await owner`
        delete from site_group_sites
        where site_group_uuid = ${site_group_uuid} and site_uuid = ${site}`;
      return void await owner`insert into site_group_sites ${
        owner({ site_group_uuid, site_uuid: site })
      }`;
    case "count sums":
      return void await owner`select app.count_charging_sums(${site_group_uuid})`;
  }
}

/** What constraints refuse: overlaps, and a last day before the first. */
const REFUSALS = ["23P01", "23514", "22000"];

describe("the kept costs and sums", () => {
  it("are those that the rule and the sessions give, after any changes of what they depend on", async () => {
    let sessions = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 12, maxLength: 25 }), async (changes) => {
        await begin();
        for (const given of changes) {
          await apply(given).catch((error) => {
            if (!REFUSALS.includes(error.code)) throw error;
          });
        }
        await recountCosts(owner);
        assert.deepEqual(await stale(), []);
        assert.deepEqual(await wrongSums(), []);
        const [row] = await owner`select count(*)::int as n from ev_charging_session`;
        sessions += row!.n;
      }),
      { numRuns: 12 },
    );
    assert.ok(sessions > 10);
  });

  it("are right when sums are counted beside a writer that has not committed", async () => {
    await begin();
    const site_group_uuid = groups[0]!;
    const add = (sql: typeof owner) =>
      sql`insert into ev_charging_session ${owner({ device_id: "car", site_group_uuid })}`;
    await add(owner);
    await owner.begin(async (tx) => {
      await add(tx as unknown as typeof owner);
      await owner`select app.count_charging_sums(${site_group_uuid})`;
    });
    assert.deepEqual(await wrongSums(), []);
    const changes = await owner`
      select is_year from app.charging_sums
      where is_change and site_group_uuid = ${site_group_uuid}`;
    assert.equal(changes.length, 2);
    await owner`truncate ev_charging_session`;
    assert.deepEqual([...await owner`select 1 from app.charging_sums`], []);
  });
});
