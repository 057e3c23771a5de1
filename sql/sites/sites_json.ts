import { LRUCache } from "lru-cache";
import { readDno, readGsp } from "../../domain/sites/network.ts";
import { zoneOf } from "../../domain/sites/site.ts";
import type { Fragment, Fragments } from "../kit/queries.ts";

/**
 * SQL: the JSON of `sites s` as routes/api/sites/site_json.ts describes it, with a gap for what only
 * the service knows (`filled`). `former`: the former capacities as JSON text.
 */
export const gappedText = (sql: Fragments, former: Fragment): Fragment =>
  sql`concat('{"site_uuid":"', s.site_uuid,
    '","client_site_id":', coalesce(s.client_site_id::text, 'null'),
    ',"client_site_name":', ${text(sql, sql`s.client_site_name`)},
    ',"name":', to_json(coalesce(nullif(s.client_site_name, ''),
      'Site ' || coalesce(s.client_site_id::text, left(s.site_uuid::text, 8)))),
    ',"asset_type":"', s.asset_type, '","country":', ${text(sql, sql`s.country`)},
    ',"region":', ${text(sql, sql`s.region`)},
    ${`,${GAP}`}::text, json_build_array(s.dno, s.gsp, s.time_zone, s.latitude, s.longitude),
    ${GAP}::text, ',"latitude":', ${finite(sql, sql`s.latitude`)},
    ',"longitude":', ${finite(sql, sql`s.longitude`)},
    ',"altitude_m":', ${finite(sql, sql`s.altitude_m`)},
    ',"tilt":', ${finite(sql, sql`s.tilt`)},
    ',"orientation":', ${finite(sql, sql`s.orientation`)},
    ',"capacity_kw":', ${finite(sql, sql`s.capacity_kw`)},
    ',"capacity_from":', ${text(sql, sql`s.capacity_from`)},
    ',"former_capacities":', ${former},
    ',"inverter_capacity_kw":', ${finite(sql, sql`s.inverter_capacity_kw`)},
    ',"module_capacity_kw":', ${finite(sql, sql`s.module_capacity_kw`)},
    ',"measured_every_minutes":', coalesce(s.measured_every_minutes::text, 'null'),
    ',"has_battery":', to_json(s.has_battery), ',"is_tracked":', to_json(s.is_tracked),
    ',"is_curtailed":', to_json(s.is_curtailed),
    ',"active":', to_json(s.active is not false), ',"version":', s.version, '}')`;

const text = (sql: Fragments, column: Fragment) => sql`coalesce(to_json(${column})::text, 'null')`;

/** SQL: a number as JSON has it, which knows no NaN and no infinity. */
const finite = (sql: Fragments, column: Fragment) =>
  sql`case when abs(${column}) < 'Infinity' then ${column}::text else 'null' end`;

/** Stands on both sides of a gap. JSON never contains a control character. */
const GAP = "\x01";

type Place = [
  dno: string | null,
  gsp: string | null,
  time_zone: string | null,
  latitude: number | null,
  longitude: number | null,
];

/** What gaps were filled with, since sites keep their places. */
const fills = new LRUCache<string, string>({ max: 10_000 });

/** Returns a text of `gappedText` with its gaps filled: the names of networks, the zone of the site. */
export const filled = (gapped: string): string =>
  gapped.split(GAP).map((part, at) => at % 2 === 0 ? part : knownFill(part)).join("");

function knownFill(place: string): string {
  const known = fills.get(place) ?? fill(JSON.parse(place));
  fills.set(place, known);
  return known;
}

function fill([dno, gsp, time_zone, latitude, longitude]: Place): string {
  const zone = zoneOf({ time_zone, latitude, longitude });
  const members = { dno: readDno(dno), gsp: readGsp(gsp), time_zone: zone };
  return JSON.stringify(members).slice(1, -1);
}
