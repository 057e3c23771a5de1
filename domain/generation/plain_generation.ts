import { plainMilliseconds } from "../time/time.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Returns whether measured values are all written in the plainest way: their schema would return
 * each as it is, and takes ten times as long to say so. `names` are those of the schema.
 */
export function plainGeneration<R>(
  values: readonly unknown[],
  names: ReadonlySet<string>,
): values is readonly R[] {
  return values.every((value) => isPlain(value, names));
}

function isPlain(value: unknown, names: ReadonlySet<string>): boolean {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  const row = value as Record<string, unknown>;
  let count = 0;
  for (const name in row) {
    if (names.has(name)) count++;
    else return false;
  }
  const { site_uuid, start_utc, end_utc, generation_power_kw: kw } = row;
  const hasSite = names.has("site_uuid");
  return count === (hasSite ? 4 : 3) && isPlainTime(start_utc) && isPlainTime(end_utc) &&
    (kw === null || Number.isFinite(kw)) &&
    (!hasSite || (typeof site_uuid === "string" && UUID.test(site_uuid)));
}

const isPlainTime = (value: unknown) =>
  typeof value === "string" && !Number.isNaN(plainMilliseconds(value));
