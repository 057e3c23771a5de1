import type { ScopedSql } from "../../db/scope.ts";
import { byMonth, energyOfDays } from "../../domain/forecasts/energy/energy_days.ts";
import {
  accuracyRow,
  energyRow,
  siteCells,
  siteRow,
} from "../../domain/operations/exports/export_columns.ts";
import type { Cell, ExportQuestion } from "../../domain/operations/exports/export.ts";
import { timeCells, timeText } from "../../domain/operations/exports/time_cells.ts";
import type { Site } from "../../domain/sites/site.ts";
import * as accuracy from "../../sql/accuracy/accuracy.ts";
import * as exports from "../../sql/operations/exports.ts";
import { readTallies } from "../../sql/forecasts/energy_tallies.ts";
import { conditionsOf, type ExportPiece } from "./export_pieces.ts";

/** Reads the rows of a piece of a file, by site and in order of time. */
export function readRows(
  sql: ScopedSql,
  question: ExportQuestion,
  piece: ExportPiece,
  now: Temporal.Instant,
): Promise<Cell[][]> | Cell[][] {
  switch (question.what) {
    case "generation":
      return generationRows(sql, question, piece);
    case "forecast":
      return forecastRows(sql, question, piece);
    case "energy_days":
    case "energy_months":
      return energyRows(sql, question, piece, now);
    case "accuracy":
      return accuracyRows(sql, question, piece);
    case "sites":
      return piece.sites.map(siteRow);
  }
}

const uuidsOf = ({ sites }: ExportPiece) => sites.map(({ site_uuid }) => site_uuid);

async function generationRows(
  sql: ScopedSql,
  { layout }: ExportQuestion,
  piece: ExportPiece,
): Promise<Cell[][]> {
  const found = await exports.generation(sql, uuidsOf(piece), piece.period);
  return piece.sites.flatMap((site) => {
    const head = siteCells(site);
    return (found.get(site.site_uuid) ?? [])
      .map((one) => [...head, ...timeCells(one, layout, piece.zone), one.kw]);
  });
}

async function forecastRows(
  sql: ScopedSql,
  { forecast, layout }: ExportQuestion,
  piece: ExportPiece,
): Promise<Cell[][]> {
  const conditions = conditionsOf(forecast, piece);
  const found = forecast.choice === "all_runs"
    ? await exports.runs(sql, uuidsOf(piece), piece.period, conditions.model_name)
    : await exports.forecasts(sql, uuidsOf(piece), piece.period, conditions);
  return piece.sites.flatMap((site) => {
    const head = siteCells(site);
    return (found.get(site.site_uuid) ?? []).map((one) => [
      ...head,
      ...timeCells(one, layout, piece.zone),
      one.kw,
      one.p10Kw,
      one.p90Kw,
      timeText(one.madeMs, "UTC", layout.format === "excel"),
      one.horizonMinutes,
      one.modelName,
      one.modelVersion,
      one.isFilled,
    ]);
  });
}

async function energyRows(
  sql: ScopedSql,
  { what }: ExportQuestion,
  { sites, days }: ExportPiece,
  now: Temporal.Instant,
): Promise<Cell[][]> {
  const rows = await Promise.all(sites.map(async (site) => {
    const tallies = await readTallies(sql, site, days, now);
    const energies = what === "energy_months"
      ? byMonth(tallies)
      : tallies.map((tally) => energyOfDays([tally]));
    return energies.map((energy) => energyRow(site, energy));
  }));
  return rows.flat();
}

async function accuracyRows(
  sql: ScopedSql,
  { light }: ExportQuestion,
  { sites, days }: ExportPiece,
): Promise<Cell[][]> {
  const rows = await Promise.all(sites.map(async (site: Site) => {
    const period = { from: days.first, to: days.last };
    const found = await accuracy.ofSite(sql, site.site_uuid, period, light);
    return found.map((one) => accuracyRow(site, days, one));
  }));
  return rows.flat();
}
