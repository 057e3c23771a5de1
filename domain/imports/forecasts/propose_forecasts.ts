import type { ForecastReading, Moment, WrongKind } from "../reading.ts";
import type { Candidate } from "../recognise/candidates.ts";
import { columnsOf, type SeenColumn } from "../recognise/columns.ts";
import type { Facts } from "../recognise/file_sample.ts";
import { type Findings, findingsOf } from "../recognise/findings.ts";
import { REFUSALS } from "../recognise/refusals.ts";
import { orderOf, type Sight } from "../recognise/see.ts";
import { isOfTwoSteps } from "../recognise/steps.ts";
import type { Table } from "../recognise/table.ts";
import { isEnergy, isPowerOrEnergy } from "../recognise/units.ts";
import { zoneIn } from "../recognise/zones.ts";
import { type ForecastColumns, forecastColumns } from "./forecast_columns.ts";
import { forecastQuestions } from "./forecast_questions.ts";
import { type HorizonUnit, horizonUnit } from "./horizon_unit.ts";
import { seeForecasts } from "./see_forecasts.ts";

/** What is proposed for a file of forecasts beside what every file has. */
export interface ForecastFindings {
  sight: Sight;
  findings: Findings;
  forecast: ForecastReading;
}

/**
 * Finds out how a table of forecasts is read: which columns are the time of the run, the period, the
 * power and its P-levels, the model. Returns why it is refused where it is.
 */
export function proposeForecasts(table: Table, facts: Facts): ForecastFindings | WrongKind {
  const columns = columnsOf(table);
  const found = forecastColumns(columns);
  const [power] = found.powers;
  if (found.run.length === 0 && !found.horizon) return REFUSALS.forecastWithoutRun;
  if (!power) return REFUSALS.noValues;
  const sight = seeForecasts(table, columns, found, facts);
  if ("kind" in sight) return sight;
  const findings = findingsOf(sight, {
    candidates: [candidateOf(power)],
    measures: "generation",
    questions: [],
    reasons: [`Forecasts are in “${power.name}”.`],
  });
  const { seen } = sight;
  if (isOfTwoSteps(seen.series, seen.steps)) return REFUSALS.twoSteps;
  if (seen.times.time === found.run) findings.label = FROM_RUN;
  const unit = horizonUnit(found.horizon, found.run, sight);
  findings.values.questions.push(...forecastQuestions(found, unit, seen.times));
  findings.values.reasons.push(...reasonsOf(found));
  return { sight, findings, forecast: readingOf(found, unit, sight) };
}

const FROM_RUN = {
  label: "start",
  reason: "A horizon is the time from the run to the start of a period.",
} as const;

function candidateOf(column: SeenColumn): Candidate {
  const { unit } = column;
  const isOfEnergy = isPowerOrEnergy(unit) && isEnergy(unit);
  return { column, kind: isOfEnergy ? "energy" : "power", isSure: true };
}

function readingOf(found: ForecastColumns, unit: HorizonUnit, sight: Sight): ForecastReading {
  const at = (column: SeenColumn | null) => column?.index ?? null;
  const { run, horizon, p10, p90, model, version } = found;
  return {
    run_time: run.length > 0 ? momentOf(run, sight) : null,
    run_zone: zoneOfRuns(run),
    horizon_column: at(horizon),
    horizon_unit: unit.unit,
    p10_column: at(p10),
    p90_column: at(p90),
    model_column: at(model),
    version_column: at(version),
    model_name: "",
    model_version: "",
  };
}

function momentOf(run: SeenColumn[], { seen, order }: Sight): Moment {
  const own = orderOf(seen.table, { time: run, end: null }, seen.siteZone);
  return {
    columns: run.map(({ index }) => index),
    form: own.proof === null ? order.form : own.form,
  };
}

const zoneOfRuns = (run: SeenColumn[]) =>
  run.map(({ name }) => zoneIn(name)).find((zone) => zone !== null)?.zone ?? null;

function reasonsOf({ run, horizon, p10, p90, model }: ForecastColumns): string[] {
  const names = run.map(({ name }) => `“${name}”`).join(" and ");
  const levels = [p10, p90].flatMap((column) => column ? [`“${column.name}”`] : []).join(" and ");
  return [
    run.length > 0 && `Runs were made at ${names}.`,
    run.length === 0 && `Runs are as old as “${horizon?.name}” says.`,
    levels !== "" && `P10 and P90: ${levels}.`,
    model !== null && `Models are named in “${model.name}”.`,
  ].filter((reason) => reason !== false);
}
