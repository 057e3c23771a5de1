import assert from "node:assert/strict";
import type { PowerSum } from "../../domain/power_sum.ts";
import { HOUR, milliseconds } from "../../domain/time/time.ts";
import { as, type TestApp, withToken } from "./app.ts";
import { type Html, page } from "./html.ts";

/** Mean power in kW over a period, as a door of the service has it. */
export interface Piece {
  start_utc: string;
  end_utc: string;
  kw: number;
}

const hours = ({ start_utc, end_utc }: Omit<Piece, "kw">) =>
  (milliseconds(end_utc) - milliseconds(start_utc)) / HOUR;

/** Returns the energy in kWh. */
export const energyOf = (pieces: Piece[]) =>
  pieces.reduce((sum, piece) => sum + piece.kw * hours(piece), 0);

async function body(app: TestApp, path: string) {
  const response = await withToken(app, app.cast.alice.token).get(`/api/v1/${path}`);
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return JSON.parse(text);
}

/** Measured pieces of a site of alice's that start in [start, end), from the API. */
export async function measuredPieces(app: TestApp, site: string, start: string, end: string) {
  const { values } = await body(app, `sites/${site}/generation?start=${start}&end=${end}`);
  return (values as (Piece & { generation_power_kw: number })[])
    .map(({ start_utc, end_utc, generation_power_kw }): Piece => ({
      start_utc,
      end_utc,
      kw: generation_power_kw,
    }));
}

/** Pieces of the latest forecast that start in [start, end), from the API. */
export async function forecastPieces(app: TestApp, site: string, start: string, end: string) {
  const { values } = await body(app, `sites/${site}/forecast?start=${start}&end=${end}`);
  return (values as (Piece & { forecast_power_kw: number })[])
    .map(({ start_utc, end_utc, forecast_power_kw }): Piece => ({
      start_utc,
      end_utc,
      kw: forecast_power_kw,
    }));
}

/** Sums over sites of alice's from the API. */
export async function sumsOf(
  app: TestApp,
  of: "generation" | "forecast",
  sites: string[],
  start: string,
  end: string,
  resolution: number,
): Promise<PowerSum[]> {
  const query = `start=${start}&end=${end}&resolution=${resolution}&site_uuids=${sites}`;
  return (await body(app, `${of}/sums?${query}`)).sums;
}

/** Energy in kWh of sums. */
export const energyOfSums = (sums: PowerSum[]) =>
  sums.reduce((energy, sum) => energy + sum.energy_kwh, 0);

/** How far sums may be off, in kWh: each has whole watt hours. */
export const wattHours = (sums: PowerSum[]) => 0.0005 * sums.length + 1e-6;

/** Measured and forecast pieces of a site's day from its CSV; powers have 3 decimals. */
export async function csvPieces(app: TestApp, site: string, day: string) {
  const response = await as(app, app.cast.alice).get(`/sites/${site}/day.csv?day=${day}`);
  assert.equal(response.status, 200);
  const lines = (await response.text()).trimEnd().split("\n").slice(1).map((line) =>
    line.split(",")
  );
  const column = (index: number) =>
    lines.filter((cells) => cells[index] !== "")
      .map((cells): Piece => ({
        start_utc: cells[0]!,
        end_utc: cells[1]!,
        kw: Number(cells[index]),
      }));
  return { measured: column(3), forecast: column(4) };
}

/** The page of a site's day: its sentence, and energies from the rows of its table. */
export async function dayPage(app: TestApp, site: string, day: string) {
  const html = await page(as(app, app.cast.alice).get(`/sites/${site}?day=${day}`));
  return {
    html,
    sentence: html.has("p.summary") ? html.text("p.summary") : "",
    rows: html.rows("table.values tbody tr"),
  };
}

/** Pieces of the latest forecast of a site from the API's columns. */
export async function columnPieces(app: TestApp, site: string, start: string, end: string) {
  const query = `start=${start}&end=${end}&site_uuids=${site}&format=columns`;
  const { periods, sites } = await body(app, `forecasts/latest?${query}`);
  const powers = sites[0].forecast_power_kw as (number | null)[];
  return powers.flatMap((kw, index): Piece[] =>
    kw === null
      ? []
      : [{ start_utc: periods.start_utc[index], end_utc: periods.end_utc[index], kw }]
  );
}

/**
 * Energies in kWh of what a day's table has in the columns of measured and forecast power, and how
 * far they can be off because it rounds.
 */
export function tableEnergies(html: Html) {
  const rows = html.has("table.values") ? html.rows("table.values tbody tr") : [];
  const unit = html.has("table.values") && html.text("table.values caption").endsWith("MW")
    ? 1000
    : 1;
  const column = (index: number) => {
    let [kwh, tolerance] = [0, 0];
    for (const cells of rows) {
      const text = cells[index]!.replace("−", "-");
      if (!/\d/.test(text)) continue;
      const [from, to] = cells[0]!.match(/\d\d:\d\d/g)!.map((time) =>
        Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
      );
      const hours = ((to! - from! + 1440) % 1440 || 1440) / 60;
      kwh += Number(text) * unit * hours;
      tolerance += 0.5 * unit * hours / 10 ** (text.split(".")[1]?.length ?? 0);
    }
    return { kwh, tolerance };
  };
  return { measured: column(1), forecast: column(2) };
}
