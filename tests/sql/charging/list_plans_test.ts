import assert from "node:assert/strict";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { SORTS } from "../../../domain/charging/session_filter.ts";
import { NO_FILTER } from "../../../domain/charging/session_list.ts";
import type { CsvRow } from "../../../domain/charging/session_csv.ts";
import { exportAfter, type Place } from "../../../sql/charging/session_export.ts";
import { keysOf, list } from "../../../sql/charging/session_list.ts";
import { inOrder } from "../../../sql/charging/session_order.ts";
import { placesOf } from "../../../sql/charging/session_place.ts";
import { passes } from "../../../sql/charging/session_filter.ts";
import { inScope } from "../../support/scopes.ts";
import { until } from "../../support/until.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast: { alice, charlie } } = await ownCast();
const { owner } = database;
const SHOWN = { now: Temporal.Instant.from("2026-06-21T08:07:00Z"), zone: "Europe/London" };

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  Plans?: Plan[];
}

/** Returns how sessions are read. */
function readsOf(plan: Plan): string[] {
  const own = plan["Relation Name"] === "ev_charging_session"
    ? [`${plan["Node Type"]} ${plan["Index Name"]}`]
    : [];
  return [...own, ...(plan.Plans ?? []).flatMap(readsOf)];
}

beforeAll(async () => {
  const others = Array.from({ length: 19 }, () => crypto.randomUUID());
  await owner`
    insert into site_groups (site_group_uuid, site_group_name)
    select uuid, uuid::text from unnest(${others}::uuid[]) uuid`;
  // The costs of each would be counted otherwise.
  await owner`alter table ev_charging_session disable trigger user`;
  await owner`
    insert into ev_charging_session (device_id, energy_kwh, session_start_utc, location_name, note,
      site_group_uuid)
    select 'van', n % 50, timestamptz '2026-06-21Z' - make_interval(hours => n), 'Place',
      repeat('long ', 150), uuid
    from generate_series(1, 500) n, unnest(${[alice.site_group_uuid, ...others]}::uuid[]) uuid`;
  await owner`alter table ev_charging_session enable trigger user`;
  // A page counts as visible to all once nobody looks at an older state of the database.
  await until(async () => {
    await owner`vacuum analyze ev_charging_session`;
    const [table] = await owner`
      select relallvisible from pg_class where oid = 'ev_charging_session'::regclass`;
    return table!.relallvisible > 0;
  });
});

/** Adds sessions with long and high numbers, odd types, and places with a name, a key, both or none. */
async function makeUnusual(): Promise<void> {
  const group = alice.site_group_uuid;
  await owner`alter table ev_charging_session disable trigger user`;
  await owner`
    with places as (
      insert into ev_location_lookup (location_name, site_group_uuid)
      select name, ${group} from unnest(array['place', 'Yard', 'yard', 'Ämter']) name
      returning id),
    networks as (
      insert into ev_charging_networks (network_name, site_group_uuid)
      select name, ${group} from unnest(array['zap', 'Amp', 'ÉVA']) name returning id)
    insert into ev_charging_session (device_id, energy_kwh, shown_cost, charge_type,
      charge_duration_seconds, session_start_utc, session_end_utc, location_name, location_id,
      network_id, site_group_uuid)
    select 'bus', (array[7.5, 7.50001, 7.50002, 300000, 1e11, 0, null])[1 + n % 7],
      (array[0, 5.3948, 5.39481, 250000.5, 3e6, null])[1 + n % 6],
      (array['AC', 'DC', 'Level 3', 'BC', 'A', null])[1 + n % 6],
      (array[60, 60.00001, 5e6, null])[1 + n % 4],
      timestamptz '2026-01-01Z' + make_interval(mins => n),
      timestamptz '2026-01-02Z' + make_interval(mins => n),
      (array['Yard', 'PLACE', '', null, null, null])[1 + n % 6],
      case when n % 5 > 0 then (select array_agg(id) from places)[1 + n % 4] end,
      case when n % 4 > 0 then (select array_agg(id) from networks)[1 + n % 3] end, ${group}
    from generate_series(1, 600) n`;
  await owner`alter table ev_charging_session enable trigger user`;
}

const INDEX = "Index Only Scan ix_ev_charging_session_site_group_uuid";

describe("the sessions of one group of twenty", () => {
  it("are read from the index alone, whatever their order and filter", async () => {
    const filters = [NO_FILTER, { ...NO_FILTER, range: "7d" as const, type: ["AC"] }];
    const orders = [
      ...SORTS.map((sort) => ({ sort, direction: "desc" as const })),
      { sort: "date" as const, direction: "asc" as const },
    ];
    for (const order of orders) {
      for (const filter of filters) {
        await inScope(database, alice, async (sql) => {
          const listing = { filter, order, shown: SHOWN };
          const [row] = await sql`
            explain (format json) ${keysOf(sql, listing)} order by ${inOrder(sql, order)} limit 26`;
          assert.deepEqual(readsOf(row!["QUERY PLAN"][0].Plan), [INDEX], order.sort);
        });
      }
    }
  });

  it("are read from the index alone for late pages, too", async () => {
    for (const sort of SORTS.filter((one) => one !== "date")) {
      await inScope(database, alice, async (sql) => {
        const listing = {
          filter: NO_FILTER,
          order: { sort, direction: "asc" as const },
          shown: SHOWN,
        };
        const [row] = await sql`
          explain (format json) ${placesOf(sql, listing, { limit: 25, offset: 2000 })}`;
        const reads = readsOf(row!["QUERY PLAN"][0].Plan);
        assert.deepEqual([...new Set(reads)], [INDEX], sort);
      });
    }
  });

  it("are the same on each page, from whichever end it is read", async () => {
    await owner`update ev_charging_session set energy_kwh = null where energy_kwh = 7`;
    await inScope(database, alice, async (sql) => {
      for (const direction of ["asc", "desc"] as const) {
        const order = { sort: "energy" as const, direction };
        const listing = { filter: NO_FILTER, order, shown: SHOWN };
        for (const offset of [0, 225, 275, 450, 475, 490, 500, 525]) {
          const [rows, same] = [
            await list(sql, listing, { limit: 25, offset }),
            await list(sql, listing, { limit: 25, offset, of: 500 }),
          ];
          assert.deepEqual(same, rows, `${direction} ${offset}`);
          assert.equal(rows.length, Math.max(0, Math.min(26, 500 - offset)));
        }
      }
    });
  });

  it("are in a file as in the list, each once, from however many pieces", async () => {
    await owner`update ev_charging_session set energy_kwh = null where energy_kwh = 7`;
    await inScope(database, alice, async (sql) => {
      for (const sort of ["energy", "location"] as const) {
        const listing = {
          filter: NO_FILTER,
          order: { sort, direction: "desc" as const },
          shown: SHOWN,
        };
        const found: CsvRow[] = [];
        let after: Place | undefined;
        do {
          const part = { limit: 125, after };
          after = await exportAfter(sql, listing, part, (rows) => found.push(...rows));
        } while (after);
        const all = await list(sql, listing, { limit: 500, offset: 0 });
        const [inFile, inList] = [found, all].map((rows) => rows.map((row) => row.session_id));
        assert.deepEqual(inFile, inList, sort);
      }
    });
  });

  it("are read once for a piece of a file though no statistics know of them", async () => {
    await owner`alter table ev_charging_session disable trigger user`;
    await owner`
      insert into ev_charging_session (device_id, session_start_utc, site_group_uuid)
      select 'van', timestamptz '2026-06-21Z' - make_interval(hours => n), ${charlie.site_group_uuid}
      from generate_series(1, 600) n`;
    await owner`alter table ev_charging_session enable trigger user`;
    await inScope(database, charlie, async (sql) => {
      const order = { sort: "date" as const, direction: "desc" as const };
      const listing = { filter: NO_FILTER, order, shown: SHOWN };
      const [plan] = await sql`explain (format json) ${keysOf(sql, listing)}`;
      assert.equal(plan!["QUERY PLAN"][0].Plan["Plan Rows"], 1, "the planner expects one");
      const first = await exportAfter(sql, listing, { limit: 250 }, () => {});
      await exportAfter(sql, listing, { limit: 250, after: first }, () => {});
      const [read] = await sql<{ rows: number }[]>`
        select (seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_xact_user_tables
        where relname = 'ev_charging_session'`;
      // By loops, each session is read for each other one: 130,000. PostgreSQL 15 may read all groups'.
      const [all] = await owner<{ rows: number }[]>`
        select count(*)::int as rows from ev_charging_session`;
      assert.ok(read!.rows >= 500 && read!.rows <= 5 * all!.rows, `${read!.rows} rows`);
    });
  });

  it("follow each other over all pages, whatever numbers, types and names they have", async () => {
    await makeUnusual();
    await inScope(database, alice, async (sql) => {
      for (const sort of SORTS) {
        for (const direction of ["asc", "desc"] as const) {
          const listing = { filter: NO_FILTER, order: { sort, direction }, shown: SHOWN };
          const wanted = await sql`
            ${keysOf(sql, listing)} order by ${inOrder(sql, listing.order)} limit 1300`;
          for (const offset of [0, 600, 990]) {
            const rows = await list(sql, listing, { limit: 100, offset });
            assert.deepEqual(
              rows.map(({ session_id }) => session_id),
              wanted.slice(offset, offset + 101).map(({ session_id }) => session_id),
              `${sort} ${direction} ${offset}`,
            );
          }
        }
      }
    });
  });

  it("are counted and added up from the index alone", async () => {
    await inScope(database, alice, async (sql) => {
      const [row] = await sql`
        explain (format json) select s.charge_type, s.currency, s.network_id, sum(s.energy_kwh),
          sum(s.shown_cost), sum(s.sun_kwh) from ev_charging_session s
        where ${passes(sql, NO_FILTER, SHOWN)} group by 1, 2, 3`;
      assert.deepEqual(readsOf(row!["QUERY PLAN"][0].Plan), [INDEX]);
    });
  });
});
