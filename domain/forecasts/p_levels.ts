/** Names of P-levels, `p01_kw` to `p99_kw`: the power that comes out lower in so many % of cases. */
export const LEVEL_NAMES = Array.from(
  { length: 99 },
  (_, i) => `p${String(i + 1).padStart(2, "0")}_kw` as const,
);
const NAMES: ReadonlySet<string> = new Set(LEVEL_NAMES);

/** A value with P-levels, by their names; null and undefined: not known. */
export interface WithLevels {
  [level: `p${number}_kw`]: number | null | undefined;
}

/** A P-level of a value: its name, and its power in kW. */
export type Level = [name: string, kw: number];

export const isLevelName = (name: string) => NAMES.has(name);

/** Returns the P-levels that a value has, the lowest first. */
export function levelsOf(value: WithLevels): Level[] {
  const levels: Level[] = [];
  for (const name in value) {
    if (!NAMES.has(name)) continue;
    const kw = value[name as keyof WithLevels];
    if (kw != null) levels.push([name, kw]);
  }
  return levels.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Returns the P-levels of a value as they are stored: kW by `p01` to `p99`. */
export function quantilesOf(value: WithLevels): Record<string, number> {
  return Object.fromEntries(levelsOf(value).map(([name, kw]) => [name.slice(0, 3), kw]));
}
