import type { ScopedSql } from "../../db/scope.ts";
import type {
  NewRate,
  NewSubscription,
  Rate,
  Subscription,
} from "../../domain/charging/network.ts";
import { AppError } from "../../domain/errors.ts";

/** Of what a dated rate is: exactly one of both is set. */
export type RateOwner = { network_id: number; location_id?: undefined } | {
  network_id?: undefined;
  location_id: number;
};

/** SQL: the rates of a network or of a location. */
const ofOwner = (sql: ScopedSql, { network_id, location_id }: RateOwner) =>
  network_id !== undefined
    ? sql`r.network_id = ${network_id}`
    : sql`r.location_id = ${location_id!}`;

/** Returns the dated rates of a network or of a location of the caller's group, the newest first. */
export async function list(sql: ScopedSql, owner: RateOwner): Promise<Rate[]> {
  return await sql<Rate[]>`
    select r.id, r.network_id, r.location_id, r.cost_per_kwh::float8 as cost_per_kwh,
      r.session_fee::float8 as session_fee, r.valid_from, r.valid_to
    from ev_rates r where ${ofOwner(sql, owner)} order by r.valid_from desc nulls last, r.id`;
}

/** Throws "invalid" when another rate holds on some of the days of `rate`. */
async function checkRate(sql: ScopedSql, owner: RateOwner, rate: NewRate, own: number | null) {
  const overlapping = await sql`
    select 1 from ev_rates r where ${ofOwner(sql, owner)} and r.id is distinct from ${own}::int
      and daterange(r.valid_from, r.valid_to, '[]')
        && daterange(${rate.valid_from}::date, ${rate.valid_to}::date, '[]') limit 1`;
  if (overlapping.length > 0) throw overlap("valid_from", "a rate");
}

/** Adds a dated rate. Returns its id; throws "invalid" when it overlaps with another one. */
export async function add(sql: ScopedSql, owner: RateOwner, rate: NewRate): Promise<number> {
  const { cost_per_kwh, session_fee, valid_from, valid_to } = rate;
  await checkRate(sql, owner, rate, null);
  const [made] = await sql<{ id: number }[]>`
    insert into ev_rates (network_id, location_id, cost_per_kwh, session_fee, valid_from, valid_to)
    values (${owner.network_id ?? null}, ${owner.location_id ?? null}, ${cost_per_kwh},
      ${session_fee}, ${valid_from}::date, ${valid_to}::date) returning id`;
  return made!.id;
}

/** Writes all of a dated rate. Returns false without it; throws as `add` does. */
export async function update(
  sql: ScopedSql,
  owner: RateOwner,
  id: number,
  rate: NewRate,
): Promise<boolean> {
  const { cost_per_kwh, session_fee, valid_from, valid_to } = rate;
  await checkRate(sql, owner, rate, id);
  const written = await sql`
    update ev_rates r set cost_per_kwh = ${cost_per_kwh}, session_fee = ${session_fee},
      valid_from = ${valid_from}::date, valid_to = ${valid_to}::date
    where ${ofOwner(sql, owner)} and r.id = ${id} returning 1`;
  return written.length > 0;
}

/** Deletes a dated rate of a network or of a location. Returns false without one. */
export async function remove(sql: ScopedSql, owner: RateOwner, id: number): Promise<boolean> {
  const removed = await sql`
    delete from ev_rates r where ${ofOwner(sql, owner)} and r.id = ${id} returning 1`;
  return removed.length > 0;
}

/** Returns the subscriptions of a network of the caller's group, the newest first. */
export async function subscriptions(sql: ScopedSql, networkId: number): Promise<Subscription[]> {
  return await sql<Subscription[]>`
    select id, network_id, member_rate::float8 as member_rate, monthly_fee::float8 as monthly_fee,
      start_date, end_date, notes
    from ev_network_subscriptions where network_id = ${networkId} order by start_date desc, id`;
}

/** Throws "invalid" when another subscription holds on some of the days. */
async function checkSubscription(
  sql: ScopedSql,
  networkId: number,
  { start_date, end_date }: NewSubscription,
  own: number | null,
): Promise<void> {
  const overlapping = await sql`
    select 1 from ev_network_subscriptions
    where network_id = ${networkId} and id is distinct from ${own}::int
      and daterange(start_date, end_date, '[]')
        && daterange(${start_date}::date, ${end_date}::date, '[]') limit 1`;
  if (overlapping.length > 0) throw overlap("start_date", "a subscription");
}

/** Adds a subscription. Returns its id; throws "invalid" when it overlaps with another one. */
export async function subscribe(
  sql: ScopedSql,
  networkId: number,
  subscription: NewSubscription,
): Promise<number> {
  const { member_rate, monthly_fee, start_date, end_date, notes } = subscription;
  await checkSubscription(sql, networkId, subscription, null);
  const [made] = await sql<{ id: number }[]>`
    insert into ev_network_subscriptions
      (network_id, member_rate, monthly_fee, start_date, end_date, notes)
    values (${networkId}, ${member_rate}, ${monthly_fee}, ${start_date}::date,
      ${end_date}::date, ${notes}) returning id`;
  return made!.id;
}

/** Writes all of a subscription. Returns false without it; throws as `subscribe` does. */
export async function updateSubscription(
  sql: ScopedSql,
  networkId: number,
  id: number,
  subscription: NewSubscription,
): Promise<boolean> {
  const { member_rate, monthly_fee, start_date, end_date, notes } = subscription;
  await checkSubscription(sql, networkId, subscription, id);
  const written = await sql`
    update ev_network_subscriptions set member_rate = ${member_rate}, monthly_fee = ${monthly_fee},
      start_date = ${start_date}::date, end_date = ${end_date}::date, notes = ${notes}
    where network_id = ${networkId} and id = ${id} returning 1`;
  return written.length > 0;
}

/** Deletes a subscription of a network. Returns false without one. */
export async function unsubscribe(sql: ScopedSql, networkId: number, id: number): Promise<boolean> {
  const removed = await sql`
    delete from ev_network_subscriptions where network_id = ${networkId} and id = ${id}
    returning 1`;
  return removed.length > 0;
}

function overlap(field: string, what: string): AppError {
  const message = `On some of these days ${what} holds already.`;
  return new AppError("invalid", message, { fields: [{ field, message }] });
}
