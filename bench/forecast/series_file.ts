/** Reads the measurements of a plant from a file, which may be compressed (`.gz`). */
import type { PowerPeriod } from "../../domain/generation/energy.ts";
import { milliseconds } from "../../domain/time/time.ts";
import { type Reading, readPlant } from "./plant.ts";

const COLUMNS = "start_utc,end_utc,power_kw";

/**
 * Reads a file of the columns `start_utc,end_utc,power_kw` (RFC 3339, kW; an empty power is a gap),
 * else one of the forms that plant.ts describes. Throws when it has none of these forms.
 */
export async function readFile(path: string | URL): Promise<Reading> {
  const text = await readText(path);
  return text.replace(/^\uFEFF/, "").startsWith(COLUMNS) ? readSeries(text) : readPlant(text);
}

/** Reads the text of a file, which may be compressed (`.gz`). */
export async function readText(path: string | URL): Promise<string> {
  if (!`${path}`.endsWith(".gz")) return await Deno.readTextFile(path);
  using file = await Deno.open(path);
  return await new Response(file.readable.pipeThrough(new DecompressionStream("gzip"))).text();
}

function readSeries(text: string): Reading {
  const lines = text.trim().split(/\r\n|\n|\r/).slice(1);
  const measured = lines.map(periodOf).filter(({ powerKw }) => Number.isFinite(powerKw))
    .sort((a, b) => a.startMs - b.startMs);
  return { measured, rows: lines.length, fromEnergy: 0, fromSamples: measured.length };
}

function periodOf(line: string): PowerPeriod {
  const [start = "", end = "", power = ""] = line.split(",").map((cell) => cell.trim());
  return {
    startMs: milliseconds(start),
    endMs: milliseconds(end),
    powerKw: power === "" ? NaN : Number(power),
  };
}
