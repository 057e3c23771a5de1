import type { OwnerSql } from "../../db/client.ts";
import * as demo from "../../sql/operations/demo.ts";
import { expectedRows, sampleBytes } from "./import_samples.ts";

/** A sample file, the site that it is of, and what only a person can say about it. */
export interface SampleSite {
  name: string;
  zone: string;
  capacity_kw: number;
  place: [latitude: number, longitude: number];
  asset_type?: "wind";
  /** The sites that the file names in a column, by their client's number; the file is of several. */
  numbers?: number[];
  answers?: Record<string, string>;
}

const LONDON = { zone: "Europe/London", place: [51.5, -0.12] as [number, number] };

export const SAMPLE_SITES: SampleSite[] = [
  { name: "01-solaredge-chart", ...LONDON, capacity_kw: 6 },
  { name: "02-enphase-wh", ...LONDON, capacity_kw: 5 },
  { name: "03-fronius-solarweb", zone: "Europe/Vienna", place: [48.2, 16.37], capacity_kw: 8 },
  { name: "04-e3dc-german", zone: "Europe/Berlin", place: [48.4, 9.99], capacity_kw: 7 },
  {
    name: "05-octopus-export-meter",
    ...LONDON,
    capacity_kw: 4,
    answers: { measures: "export" },
  },
  { name: "06-pvoutput-status", zone: "Australia/Sydney", place: [-33.87, 151.2], capacity_kw: 5 },
  {
    name: "07-huawei-two-inverters",
    zone: "Asia/Kolkata",
    place: [12.97, 77.59],
    capacity_kw: 16,
  },
  {
    name: "08-green-button-net-meter",
    zone: "America/Los_Angeles",
    place: [37.77, -122.42],
    capacity_kw: 7,
    answers: { measures: "export" },
  },
  { name: "09-home-assistant-history", ...LONDON, capacity_kw: 4 },
  {
    name: "10-many-sites-long",
    ...LONDON,
    capacity_kw: 12,
    numbers: [2405, 2406, 2411],
    answers: { label: "end" },
  },
  { name: "11-wind-scada", ...LONDON, capacity_kw: 2050, asset_type: "wind" },
];

export const EV_LOG = "12-ev-charging-log";

/** Returns the file of a sample as people have it. */
export function sampleFile(name: string): File {
  return new File([sampleBytes(name)], `${name}.csv`);
}

/** Returns rows by client's number (if any), start and end, with their power in kW. */
export function rowsToStore(name: string): Map<string, number> {
  return new Map(
    expectedRows(name).map((row) => [
      keyOf(row.client_site_id, row.start_utc, row.end_utc),
      row.generation_power_kw,
    ]),
  );
}

const keyOf = (site: number | string | null, start: string, end: string) =>
  [site ?? "", instant(start), instant(end)].join(" ").trim();

const instant = (text: string) =>
  Temporal.Instant.from(text.replace(" ", "T").replace(/(Z|\+00:00)?$/, "Z")).toString();

/** Makes the sites of a sample in a group; returns the site of the whole file, or "" for several. */
export async function makeSampleSites(
  sql: OwnerSql,
  groupUuid: string,
  { name, zone, capacity_kw, place: [latitude, longitude], asset_type, numbers }: SampleSite,
): Promise<string> {
  const facts = {
    latitude,
    longitude,
    capacity_kw,
    time_zone: zone,
    ...asset_type && { asset_type },
  };
  for (const number of numbers ?? []) {
    await demo.makeSite(sql, groupUuid, { ...facts, client_site_id: number });
  }
  if (numbers) return "";
  return await demo.makeSite(sql, groupUuid, { ...facts, client_site_name: name });
}

/** Returns all stored measurements of the sites of a sample, as `rowsToStore` has them. */
export async function storedRows(
  sql: OwnerSql,
  { name, numbers = [] }: SampleSite,
): Promise<Map<string, number>> {
  const rows = await sql<{ site: number | null; start: string; end: string; kw: number }[]>`
    select s.client_site_id as site, g.start_utc as start, g.end_utc as end,
      g.generation_power_kw as kw
    from generation g join sites s using (site_uuid)
    where s.client_site_name = ${name} or s.client_site_id = any(${`{${numbers}}`}::int[])`;
  const isMany = numbers.length > 0;
  return new Map(
    rows.map(({ site, start, end, kw }) => [keyOf(isMany ? site : null, start, end), kw]),
  );
}
