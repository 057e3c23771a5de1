import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { ownCast } from "../../support/setup.ts";

const { database: { owner }, cast } = await ownCast();
const group = cast.alice.site_group_uuid;

type Row = Record<string, unknown>;
interface Case {
  session: Row;
  network?: Row;
  /** Rate of the place. */
  place?: number;
  /** Member rate, first and last day. */
  member?: [number, string, string | null];
  /** A dated rate of the network: per kWh, per session, first and last day. */
  dated?: [number, number, string | null, string | null];
}

const at = (cost_per_kwh: number | null, is_free = false) => ({ cost_per_kwh, is_free });
const paid = (energy_kwh: number | null, cost: number, cost_source: string | null = null) => ({
  energy_kwh,
  cost,
  cost_source,
});
const kwh = (energy_kwh: number | null, session_start_utc = "2025-06-15T12:00:00Z") => ({
  energy_kwh,
  session_start_utc,
});
const june: [number, string, string] = [0.36, "2025-06-01", "2025-06-30"];
const open: [number, string, null] = [0.36, "2025-01-01", null];
const june1 = "2025-06-01T00:00:00Z";

/**
 * What is known, and what it gives: shown cost and source, rate, estimate, paid per kWh, difference,
 * then of a subscription whether there is one, the cost without it, and what it saves. `-` is NULL.
 */
const CASES: Record<string, [Case, string]> = {
  "a free session, whatever was stored": [
    { session: { ...paid(20, 7.5, "manual"), is_free: true }, network: at(0.4), place: 0.3 },
    "0 free_session - 6 0.375 1.5 false - -",
  ],
  "a stored cost before a free network": [
    { session: paid(20, 7.5), network: at(0.4, true) },
    "7.5 imported - - 0.375 - false - -",
  ],
  "a stored cost of 0": [
    { session: paid(20, 0, "manual"), network: at(0.4) },
    "0 manual - 8 0 -8 false - -",
  ],
  "a free network before the rate of the place": [
    { session: kwh(20), network: at(0.4, true), place: 0.3 },
    "0 free_network - 6 - - false - -",
  ],
  "the rate of the place before that of the network": [
    { session: kwh(33.3), network: at(0.43), place: 0.29 },
    "9.657 location_rate 0.29 9.657 - - false - -",
  ],
  "0 at the place, which is a rate": [
    { session: kwh(10), network: at(0.43), place: 0 },
    "0 location_rate 0 0 - - false - -",
  ],
  "the rate of the network": [
    { session: kwh(12.345), network: at(0.437) },
    "5.3948 network_rate 0.437 5.3948 - - false - -",
  ],
  "0 in the network, which is a rate": [
    { session: kwh(12), network: at(0) },
    "0 network_rate 0 0 - - false - -",
  ],
  "nothing known": [{ session: kwh(12) }, "- - - - - - false - -"],
  "a rate without an energy": [
    { session: kwh(null), network: at(0.43) },
    "- - - - - - false - -",
  ],
  "a stored cost without an energy": [
    { session: paid(null, 5), network: at(0.43) },
    "5 imported - - - - false - -",
  ],
  "a stored cost, a free network and a rate of the place": [
    { session: paid(20, 9), network: at(0.4, true), place: 0.3 },
    "9 imported - 6 0.45 3 false - -",
  ],
  "a member on the first day": [
    { session: kwh(50, june1), network: at(0.48), member: june },
    "18 member_rate 0.36 18 - - true 24 6",
  ],
  "a member in the last second": [
    { session: kwh(50, "2025-06-30T23:59:59Z"), network: at(0.48), member: june },
    "18 member_rate 0.36 18 - - true 24 6",
  ],
  "the day after": [
    { session: kwh(50, "2025-07-01T00:00:00Z"), network: at(0.48), member: june },
    "24 network_rate 0.48 24 - - false - -",
  ],
  "a subscription that goes on": [
    { session: kwh(50, "2031-01-01T00:00:00Z"), network: at(0.48), member: open },
    "18 member_rate 0.36 18 - - true 24 6",
  ],
  "a member who paid": [
    { session: paid(50, 17.5, "manual"), network: at(0.48), member: open },
    "17.5 manual - 18 0.35 -0.5 true 24 6.5",
  ],
  "a member whose session was free": [
    { session: { energy_kwh: 50, is_free: true }, network: at(0.48), member: open },
    "0 free_session - 18 - - true 24 24",
  ],
  "a member at a place with a rate": [
    { session: kwh(50), network: at(0.48), place: 0.25, member: open },
    "12.5 location_rate 0.25 12.5 - - true 24 11.5",
  ],
  "a member rate of 0": [
    { session: kwh(50), network: at(0.48), member: [0, "2025-01-01", null] },
    "0 member_rate 0 0 - - true 24 24",
  ],
  "an imported cost": [
    { session: paid(40, 10, "imported"), network: at(0.43) },
    "10 imported - 17.2 0.25 -7.2 false - -",
  ],
  "rounding to 4 digits": [
    { session: kwh(7.77777), network: at(0.33333) },
    "2.5926 network_rate 0.33333 2.5926 - - false - -",
  ],
  "a free network without a rate": [
    { session: kwh(11), network: at(null, true) },
    "0 free_network - - - - false - -",
  ],
  "a dated rate with its fee before the one without dates": [
    { session: kwh(10), network: at(0.48), dated: [0.5, 1, "2025-06-15", "2025-06-15"] },
    "6 network_rate 0.5 6 - - false - -",
  ],
  "a dated rate of another day": [
    { session: kwh(10), network: at(0.48), dated: [0.5, 1, "2025-06-16", null] },
    "4.8 network_rate 0.48 4.8 - - false - -",
  ],
  "sums without binary dust": [
    { session: kwh(0.1), network: at(0.1), dated: [0.1, 0.2, null, null] },
    "0.21 network_rate 0.1 0.21 - - false - -",
  ],
};

async function make(table: string, row: Row): Promise<number> {
  const [made] = await owner<{ id: number }[]>`
    insert into ${owner(table)} ${owner({ ...row, site_group_uuid: group })} returning id`;
  return made!.id;
}

async function counted({ session, network, place, member, dated }: Case): Promise<string> {
  const network_id = network === undefined ? null : await make("ev_charging_networks", {
    network_name: crypto.randomUUID(),
    ...network,
  });
  const location_id = place === undefined ? null : await make("ev_location_lookup", {
    location_name: "Place",
    cost_per_kwh: place,
  });
  const start = "2025-06-15T12:00:00Z";
  const id = await make("ev_charging_session", {
    device_id: "car",
    session_start_utc: start,
    network_id,
    location_id,
    ...session,
  });
  if (member) {
    const [member_rate, start_date, end_date] = member;
    await make("ev_network_subscriptions", { network_id, member_rate, start_date, end_date });
  }
  if (dated) {
    const [cost_per_kwh, session_fee, valid_from, valid_to] = dated;
    await make("ev_rates", { network_id, cost_per_kwh, session_fee, valid_from, valid_to });
  }
  const [row] = await owner<{ costs: string }[]>`
    select array_to_string(array[trim_scale(shown_cost)::text, shown_cost_source,
      trim_scale(cost_rate)::text, trim_scale(estimated_cost)::text,
      trim_scale(paid_per_kwh)::text, trim_scale(cost_difference)::text, is_member_rate::text,
      trim_scale(non_member_cost)::text, trim_scale(member_saving)::text], ' ', '-') as costs
    from ev_charging_session where id = ${id}`;
  return row!.costs;
}

describe("the kept cost of a session", () => {
  it("follows the cascade, in this order and with these numbers", async () => {
    for (const [name, [given, expected]] of Object.entries(CASES)) {
      assert.equal(await counted(given), expected, name);
    }
  });
});
