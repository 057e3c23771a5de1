import type { ScopedSql } from "../../db/scope.ts";
import { AppError } from "../../domain/errors.ts";
import { brandOf } from "../../domain/charging/brands.ts";
import type {
  ListedNetwork,
  Network,
  NetworkEdit,
  NewNetwork,
} from "../../domain/charging/network.ts";
import { findOrMake } from "../kit/find_or_make.ts";
import { json } from "../kit/json.ts";
import { limited, type Part } from "../kit/page.ts";

/** SQL: the columns of a Network, from `ev_charging_networks` n. */
const columns = (sql: ScopedSql) =>
  sql`n.id, n.network_name, n.cost_per_kwh::float8 as cost_per_kwh,
    coalesce(n.is_free, false) as is_free, n.color, n.notes, n.is_verified, n.source_system`;

/** SQL: the columns of a ListedNetwork. */
const listed = (sql: ScopedSql) =>
  sql`${columns(sql)},
    (select count(*)::int from ev_charging_session s where s.network_id = n.id) as sessions,
    (select count(*)::int from ev_location_lookup l where l.network_id = n.id) as locations`;

/**
 * Returns the networks of the caller's group by name, with counts of what hangs on them: all of
 * them, or those of a page and one more, which says that there is a next page.
 */
export async function list(sql: ScopedSql, part?: Part): Promise<ListedNetwork[]> {
  return await sql<ListedNetwork[]>`
    select ${listed(sql)} from ev_charging_networks n order by lower(n.network_name), n.id
    ${limited(sql, part)}`;
}

/**
 * Returns the networks after one of them, for programs that read page after page; the first ones
 * without `after`. A row more than `limit` means that there is a next page. Undefined when the group
 * has no network `after`.
 */
export async function listAfter(
  sql: ScopedSql,
  { after, limit }: { after?: number; limit: number },
): Promise<ListedNetwork[] | undefined> {
  if (after === undefined) return await list(sql, { limit, offset: 0 });
  const rows = await sql<ListedNetwork[]>`
    select ${listed(sql)} from ev_charging_networks n
    where (lower(n.network_name), n.id) > (
      select lower(a.network_name), a.id from ev_charging_networks a where a.id = ${after})
    order by lower(n.network_name), n.id limit ${limit + 1}`;
  return rows.length > 0 || await find(sql, after) ? rows : undefined;
}

/** Returns a network of the caller's group; undefined without one. */
export async function find(sql: ScopedSql, id: number): Promise<ListedNetwork | undefined> {
  const [network] = await sql<ListedNetwork[]>`
    select ${listed(sql)} from ev_charging_networks n where n.id = ${id}`;
  return network;
}

/** Returns the network of a name, whatever its case; undefined without one. */
export async function named(sql: ScopedSql, name: string): Promise<Network | undefined> {
  const [network] = await sql<Network[]>`
    select ${columns(sql)} from ev_charging_networks n
    where lower(n.network_name) = lower(${name.trim()}::text)`;
  return network;
}

/** Adds a network. Returns its id; throws "invalid" at its name when the group has one of that name. */
export async function add(sql: ScopedSql, network: NewNetwork): Promise<number> {
  const id = await insert(sql, { ...network, is_verified: true, source_system: null });
  if (id === undefined) throw sameName();
  return id;
}

/**
 * Returns the id of the network of a name. Makes one that somebody has to confirm where there is
 * none: with the colour of a known brand, and without a rate.
 */
export async function findOrMakeNamed(
  sql: ScopedSql,
  name: string,
  source_system: string,
): Promise<number> {
  const known = brandOf(name);
  const made = {
    network_name: name.trim(),
    cost_per_kwh: null,
    is_free: false,
    color: known?.color ?? null,
    notes: null,
    is_verified: false,
    source_system,
  };
  return await findOrMake(async () => (await named(sql, name))?.id, () => insert(sql, made));
}

async function insert(sql: ScopedSql, network: Omit<Network, "id">): Promise<number | undefined> {
  const [made] = await sql<{ id: number }[]>`
    insert into ev_charging_networks
      (network_name, cost_per_kwh, is_free, color, notes, is_verified, source_system)
    values (${network.network_name}, ${network.cost_per_kwh}, ${network.is_free},
      ${network.color}, ${network.notes}, ${network.is_verified}, ${network.source_system})
    on conflict (site_group_uuid, lower(network_name)) do nothing returning id`;
  return made?.id;
}

/**
 * Writes exactly what `changes` has; `is_verified: true` confirms what a machine made. Costs that the
 * network decides are counted again. Returns false without such a network; throws "invalid" at the
 * name when another one has it.
 */
export async function update(
  sql: ScopedSql,
  id: number,
  changes: NetworkEdit & { is_verified?: true },
): Promise<boolean> {
  const { network_name: name } = changes;
  const namesake = name === undefined ? undefined : await named(sql, name);
  if (namesake && namesake.id !== id) throw sameName();
  const written = await sql`
    update ev_charging_networks n
    set (network_name, cost_per_kwh, is_free, color, notes, is_verified) = (
      select r.network_name, r.cost_per_kwh, r.is_free, r.color, r.notes, r.is_verified
      from jsonb_populate_record(n, ${json(sql, changes)}::jsonb) r)
    where n.id = ${id} returning 1`;
  return written.length > 0;
}

const sameName = () => {
  const message = "Your group has a network of this name already.";
  return new AppError("invalid", message, { fields: [{ field: "network_name", message }] });
};

/**
 * Keeps networks from being merged, deleted or made locations by others until the transaction ends.
 * Throws "conflict" when one of them is gone.
 */
async function hold(sql: ScopedSql, ids: readonly number[]): Promise<void> {
  const held = await sql`
    select 1 from ev_charging_networks where id = any(${ids.map(String)}::text[]::int[])
    order by id for update`;
  if (held.length === ids.length) return;
  const message = "This network was deleted or merged meanwhile. Look at the list again.";
  throw new AppError("conflict", message);
}

/** Deletes a network with its rates and subscriptions; sessions and locations stay without one. */
export async function remove(sql: ScopedSql, id: number): Promise<boolean> {
  await sql`update ev_charging_session set network_id = null where network_id = ${id}`;
  const removed = await sql`delete from ev_charging_networks where id = ${id} returning 1`;
  return removed.length > 0;
}

/**
 * Moves sessions and locations of a network to another one, and deletes it with its rates and
 * subscriptions. Costs are counted by the other one's rates. Throws "conflict" when one is gone.
 */
export async function merge(sql: ScopedSql, id: number, into: number): Promise<void> {
  await hold(sql, [id, into]);
  await sql`update ev_location_lookup set network_id = ${into} where network_id = ${id}`;
  await sql`update ev_charging_session set network_id = ${into} where network_id = ${id}`;
  await remove(sql, id);
}

/**
 * Makes a location of a network that is a place rather than a seller of energy: the location has its
 * name and its rate (0 where charging is free), and belongs to the network `into`, or to none.
 * Sessions of the network without a location get this one. The network's own locations and sessions
 * move to `into`; the network, its dated rates and its subscriptions are deleted. Returns the
 * location's id; throws "conflict" when one of the networks is gone.
 */
export async function makeLocation(
  sql: ScopedSql,
  network: Network,
  into: number | null,
): Promise<number> {
  await hold(sql, into === null ? [network.id] : [network.id, into]);
  const rate = network.is_free ? 0 : network.cost_per_kwh;
  const [made] = await sql<{ id: number }[]>`
    insert into ev_location_lookup (location_name, network_id, cost_per_kwh, notes)
    values (${network.network_name}, ${into}, ${rate}, ${network.notes}) returning id`;
  const location = made!.id;
  await sql`
    update ev_charging_session
    set location_id = coalesce(location_id, ${location}), network_id = ${into}
    where network_id = ${network.id}`;
  await sql`update ev_location_lookup set network_id = ${into} where network_id = ${network.id}`;
  await remove(sql, network.id);
  return location;
}
