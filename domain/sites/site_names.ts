import type { NamedSite, Site } from "./site.ts";

/** As many as one looks through before saying yes. */
export const MOST_NAMES = 2000;

/** A site as a group sees it that has it, or could have it. */
export type GroupSite = NamedSite & Pick<Site, "capacity_kw" | "active"> & { in_group: boolean };

/** A site of a group, and what removing it from the group does to it. */
export type LeavingSite = GroupSite & { becomes_inactive: boolean };

/** A site that a text means: by its name, its client's id or its UUID. */
export type Meant = GroupSite & { text: string };

/** A pasted line: as a whole, since names may have commas, and the parts that it may be. */
interface Line {
  whole: string;
  parts: string[];
}

/** What was pasted: one per line, or separated by commas, semicolons or tabs. */
export function pastedLines(pasted: string): Line[] {
  return pasted.split(/[\r\n\0]+/).map((line) => ({
    whole: line.trim(),
    parts: line.split(/[,;\t]/).map((part) => part.trim()).filter((part) => part !== ""),
  })).filter(({ parts }) => parts.length > 0);
}

/** Every text that could mean a site, each once, whatever its case. */
export function textsToLookUp(lines: Line[]): string[] {
  const texts = lines.flatMap(({ whole, parts }) => [whole, ...parts]);
  return [...new Map(texts.map((text) => [text.toLowerCase(), text])).values()];
}

/** What came of what was pasted. */
export interface Findings {
  /** Each means one site that the group does not have yet. */
  found: Meant[];
  /** Each means several sites: somebody has to choose. */
  several: { text: string; sites: GroupSite[] }[];
  /** Each means one site that the group has already. */
  present: Meant[];
  missing: string[];
  /** Named again, by the same words or by others for the same site. */
  twice: string[];
}

/** Sorts what was pasted by what its texts to look up mean; case does not matter. */
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
