import type { TestApp } from "./app.ts";
import { periods } from "./values.ts";

/** Rows of one kind that can be sent as JSON, NDJSON and CSV. */
export interface UploadKind {
  name: string;
  path(app: TestApp): string;
  /** The field of the power. */
  power: string;
  /** The first columns of CSV, without the period and the power. */
  head: Record<string, string>;
  /** `count` rows of quarter hours, one after the other. */
  rows(count: number, start?: string): UploadRow[];
  /** The body in JSON that has these rows. */
  json(rows: readonly UploadRow[]): object;
  /** What is stored, in order. */
  stored(app: TestApp): Promise<readonly unknown[]>;
  /** How many pieces are staged. */
  staged(app: TestApp): Promise<number>;
  clear(app: TestApp): Promise<void>;
}

export type UploadRow = Record<string, unknown> & { start_utc: string; end_utc: string };

const START = "2026-06-20T06:00:00Z";
const RUN = { timestamp_utc: START, model_name: "cirrus", model_version: "2" };

const generation: UploadKind = {
  name: "generation",
  path: (app) => `/sites/${app.cast.sites.plant}/generation`,
  power: "generation_power_kw",
  head: {},
  rows: (count, start = START) =>
    periods(start, 15, count).map((row, i) => ({ ...row, generation_power_kw: i % 40 / 8 })),
  json: (values) => ({ values }),
  stored: async ({ database: { owner } }) =>
    await owner`
      select site_uuid, start_utc, end_utc, generation_power_kw from generation order by 1, 2`,
  staged: async ({ database: { owner } }) =>
    (await owner`select 1 from app.staged_generation`).length,
  clear: async ({ database: { owner } }) => {
    await owner`delete from generation`;
  },
};

const forecasts: UploadKind = {
  name: "forecasts",
  path: (app) => `/sites/${app.cast.sites.plant}/forecasts`,
  power: "forecast_power_kw",
  head: RUN,
  rows: (count, start = START) =>
    periods(start, 15, count).map((row, i) => ({
      ...RUN,
      ...row,
      forecast_power_kw: i % 40 / 8,
      p05_kw: i % 40 / 16,
      p90_kw: i % 40 / 7,
    })),
  json: (rows) => {
    const values = rows.map(({ timestamp_utc: _, model_name: _2, model_version: _3, ...value }) =>
      value
    );
    return { ...RUN, values };
  },
  stored: async ({ database: { owner } }) =>
    await owner`
      select f.site_uuid, f.timestamp_utc, f.forecast_version, m.name, m.version, v.start_utc,
        v.end_utc, v.forecast_power_kw, v.horizon_minutes, v.probabilistic_values
      from forecasts f join forecast_values v using (forecast_uuid)
      join ml_model m on m.model_uuid = v.ml_model_uuid order by 1, 2, 6`,
  staged: async ({ database: { owner } }) => (await owner`select 1 from app.staged_runs`).length,
  clear: async ({ database: { owner } }) => {
    await owner`delete from forecast_values`;
    await owner`delete from forecasts`;
  },
};

/** The kinds of rows that are read line by line. */
export const UPLOAD_KINDS = [generation, forecasts];
