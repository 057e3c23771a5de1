import type { SeenColumn } from "./columns.ts";
import type { KnownSite } from "./file_sample.ts";
import { INVERTER_WORDS, SITE_WORDS } from "./header_words.ts";
import { hasWord, plainName } from "./names.ts";
import { isPowerOrEnergy } from "./units.ts";

/** Columns that say what a line is about. */
export interface Identity {
  site: SeenColumn | null;
  inverter: SeenColumn | null;
}

/** Returns the known site that a cell names, by the client's number, by name or by UUID. */
export function siteOf(cell: string, sites: readonly KnownSite[]): KnownSite | undefined {
  const text = plainName(cell);
  const number = /^\d+$/.test(cell) ? Number(cell) : NaN;
  return sites.find((site) => site.client_site_id === number) ??
    sites.find(({ name }) => name !== null && text !== "" && plainName(name) === text) ??
    sites.find(({ site_uuid }) => site_uuid === cell.toLowerCase());
}

/** Returns the columns that name the site and the inverter of a line. */
export function identityOf(columns: SeenColumn[], sites: readonly KnownSite[]): Identity {
  const texts = columns.filter(isText);
  const able = texts.filter(isRepeated);
  const matching = texts.find((column) =>
    (isRepeated(column) || hasWord(column.plain, SITE_WORDS)) && isOfSites(column, sites)
  );
  const named = able.filter(({ plain, distinct }) =>
    distinct.size > 1 && hasWord(plain, SITE_WORDS) && !hasWord(plain, INVERTER_WORDS)
  );
  const site = matching ?? named.find(({ plain }) => /\bid\b|number|no\b|nr\b/.test(plain)) ??
    named[0] ?? null;
  const inverter = able.find((column) =>
    column !== site && column.index !== site?.index && hasWord(column.plain, INVERTER_WORDS)
  );
  return { site, inverter: inverter ?? null };
}

/** Returns whether a column without a unit of power holds texts or whole numbers. */
function isText({ unit, time, filled, distinct, plain }: SeenColumn): boolean {
  if (isPowerOrEnergy(unit) || time !== null || filled.length === 0) return false;
  if (/status|state$|type$|mode$|count|version/.test(plain)) return false;
  return [...distinct].every((cell) => !/^[+-]?\d+[.,]\d+$/.test(cell));
}

const isRepeated = ({ filled, distinct }: SeenColumn) =>
  distinct.size <= 3 || distinct.size <= filled.length / 3;

/** Numbers are those of sites only where the header has a word for it: 12 can be a client's number. */
function isOfSites({ plain, distinct }: SeenColumn, sites: readonly KnownSite[]): boolean {
  const known = [...distinct].filter((cell) => siteOf(cell, sites));
  const areNames = known.some((cell) => !/^\d+$/.test(cell));
  return known.length > 0 && known.length >= distinct.size * 0.3 &&
    (areNames || hasWord(plain, SITE_WORDS) || /\bid\b/.test(plain));
}
