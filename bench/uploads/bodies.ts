import { gzipSync } from "node:zlib";
import { milliseconds, MINUTE, utcText } from "../../domain/time/time.ts";
import { NOW, VALUES_OF_RUN } from "../fill.ts";

/** The same rows as a request sends them, and as COPY of PostgreSQL reads them. */
export interface Body {
  rows: number;
  gzip: Uint8Array<ArrayBuffer>;
  /** Texts of COPY by table and columns, in the order in which they are to be stored. */
  copies: [into: string, text: string][];
}

/** When the runs of an upload were made: a quarter hour after the newest that is stored. */
export const MADE = NOW.add({ minutes: 15 });
export const MODEL = "uploaded";
/** Days in which the measurements of an upload end: before those that are stored. */
const BEFORE = "2026-05-01T00:00:00Z";
const STEP = 5 * MINUTE;

const kw = (number: number) => Math.round(number * 1000) / 1000;

/** What a plant of 10 kW gives at a time, roughly: so that the rows are as plausible as real ones. */
function sunny(ms: number): number {
  const day = 24 * 60 * MINUTE;
  return kw(Math.max(0, Math.sin((ms % day / day - 0.25) * 2 * Math.PI)) * (4 + ms / STEP % 7 / 7));
}

/** Makes a run for each site, a line of NDJSON each. */
export function runsBody(sites: readonly string[], modelUuid: string): Body {
  const made = MADE.toString();
  const startMs = milliseconds(made);
  const lines: string[] = [];
  const [runs, rows]: [string[], string[]] = [[], []];
  for (const site_uuid of sites) {
    const forecastUuid = crypto.randomUUID();
    const values = Array.from({ length: VALUES_OF_RUN }, (_, step) => {
      const ms = startMs + step * 15 * MINUTE;
      const power = sunny(ms);
      return {
        start_utc: utcText(ms),
        end_utc: utcText(ms + 15 * MINUTE),
        forecast_power_kw: power,
        p10_kw: kw(power * 0.7),
        p90_kw: kw(power * 1.2),
      };
    });
    const run = { site_uuid, timestamp_utc: made, model_name: MODEL, model_version: "1", values };
    lines.push(JSON.stringify(run));
    runs.push([forecastUuid, site_uuid, made, "1"].join("\t"));
    for (const [step, value] of values.entries()) {
      const { start_utc, end_utc, forecast_power_kw, p10_kw: p10, p90_kw: p90 } = value;
      const quantiles = JSON.stringify({ p10, p90 });
      const cells = [start_utc, end_utc, forecast_power_kw, step * 15, quantiles, forecastUuid];
      rows.push([...cells, modelUuid].join("\t"));
    }
  }
  const columns = "start_utc, end_utc, forecast_power_kw, horizon_minutes, probabilistic_values, " +
    "forecast_uuid, ml_model_uuid";
  return {
    rows: rows.length,
    gzip: packed(lines),
    copies: [
      ["forecasts (forecast_uuid, site_uuid, timestamp_utc, forecast_version)", text(runs)],
      [`forecast_values (${columns})`, text(rows)],
    ],
  };
}

/** Makes measurements of five minutes of one site, a line of CSV each. */
export function generationBody(site: string, count: number): Body {
  const endMs = milliseconds(BEFORE);
  const lines = ["start_utc,end_utc,generation_power_kw"];
  const rows: string[] = [];
  for (let row = count; row > 0; row--) {
    const [start, end] = [utcText(endMs - row * STEP), utcText(endMs - (row - 1) * STEP)];
    const power = sunny(endMs - row * STEP);
    lines.push(`${start},${end},${power}`);
    rows.push(`${site}\t${start}\t${end}\t${power}`);
  }
  const into = "generation (site_uuid, start_utc, end_utc, generation_power_kw)";
  return { rows: count, gzip: packed(lines), copies: [[into, text(rows)]] };
}

const text = (rows: readonly string[]) => rows.join("\n") + "\n";
const packed = (lines: readonly string[]) => new Uint8Array(gzipSync(text(lines)));
