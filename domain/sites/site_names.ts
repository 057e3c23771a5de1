import type { NamedSite, Site } from "./site.ts";

/** Most texts of one paste: as many sites as a person can look through on one page. */
export const MOST_NAMES = 2000;

/** A site in a list of those that a group has or lacks. */
export type GroupSite = NamedSite & Pick<Site, "capacity_kw" | "active"> & { in_group: boolean };

/** A site of a group, and whether it becomes inactive when it leaves the group. */
export type LeavingSite = GroupSite & { becomes_inactive: boolean };

/** A site that a text means: by its name, its client's number or its UUID. */
export type Meant = GroupSite & { text: string };

/** A pasted line: the whole, since names may contain commas, and its parts between commas. */
interface Line {
  whole: string;
  parts: string[];
}

/** Splits pasted text into lines, and these at commas, semicolons and tabs. */
export function pastedLines(pasted: string): Line[] {
  return pasted.split(/[\r\n\0]+/).map((line) => ({
    whole: line.trim(),
    parts: line.split(/[,;\t]/).map((part) => part.trim()).filter((part) => part !== ""),
  })).filter(({ parts }) => parts.length > 0);
}

/** Returns every text that could mean a site, once in any case. */
export function textsToLookUp(lines: Line[]): string[] {
  const texts = lines.flatMap(({ whole, parts }) => [whole, ...parts]);
  return [...new Map(texts.map((text) => [text.toLowerCase(), text])).values()];
}

/** What the pasted texts mean. */
export interface Findings {
  /** Texts that mean one site, which the group lacks. */
  found: Meant[];
  /** Texts that mean several sites, of which a person must choose. */
  several: { text: string; sites: GroupSite[] }[];
  /** Texts that mean one site, which the group has. */
  present: Meant[];
  missing: string[];
  /** Texts that repeat another text, or mean the same site as another. */
  twice: string[];
}

/** Sorts pasted lines by what their texts mean, ignoring case. */
export function sortNames(lines: Line[], meant: Meant[]): Findings {
  const byText = Map.groupBy(meant, ({ text }) => text.toLowerCase());
  const sitesOf = (text: string) => byText.get(text.toLowerCase()) ?? [];
  const texts = lines.flatMap(({ whole, parts }) => sitesOf(whole).length > 0 ? [whole] : parts);
  const findings: Findings = { found: [], several: [], present: [], missing: [], twice: [] };
  const seen = new Set<string>();
  for (const text of texts) {
    const sites = sitesOf(text);
    const key = sites.length === 1 ? sites[0]!.site_uuid : text.toLowerCase();
    if (seen.has(key)) findings.twice.push(text);
    else if (sites.length === 0) findings.missing.push(text);
    else if (sites.length > 1) findings.several.push({ text, sites });
    else (sites[0]!.in_group ? findings.present : findings.found).push(sites[0]!);
    seen.add(key);
  }
  return findings;
}
