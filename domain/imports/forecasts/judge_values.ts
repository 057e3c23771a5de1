import { wrongForecastValue, wrongRun } from "../../forecasts/forecast_limits.ts";
import type { SiteFacts } from "../../sites/site_facts.ts";
import { utcText } from "../../time/time.ts";
import { siteProblem } from "../check/judge_rows.ts";
import type { ShownSite } from "../check/preview.ts";
import type { Named } from "../check/site_names.ts";
import type { LeftOutLine } from "../read_rows.ts";
import type { ForecastRow } from "./forecast_row.ts";
import { Runs } from "./runs.ts";
import { SeenValues } from "./seen_values.ts";

/** A value of a run of a site that may be stored. */
export interface SiteForecastRow extends ForecastRow {
  ofSite: ShownSite;
  /** Place of its run among those of the file, from 0. */
  run: number;
}

/** What values of a file are judged by. */
export interface ForecastRules {
  /** The site of a row by the text of its column, null where the file is of one site. */
  siteOf: (text: string | null) => Named<ShownSite>;
  facts: ReadonlyMap<string, SiteFacts>;
  nowMs: number;
}

/** Values that are judged before other work gets its turn. */
const PIECE = 1000;

/** Judges the values of a file by the rules for forecasts that a request brings, and counts its runs. */
export class ForecastJudge {
  readonly #rules: ForecastRules;
  readonly #runs = new Runs();
  readonly #seen = new SeenValues();

  constructor(rules: ForecastRules) {
    this.#rules = rules;
  }

  /** Sorts out what cannot be stored. Yields now and then, for other work to be done. */
  *judge(
    values: readonly ForecastRow[],
  ): Generator<void, { rows: SiteForecastRow[]; leftOut: LeftOutLine[] }> {
    const rows: SiteForecastRow[] = [];
    const leftOut: LeftOutLine[] = [];
    for (const [i, value] of values.entries()) {
      if (i % PIECE === 0) yield;
      const judged = this.#judge(value);
      if ("reason" in judged) leftOut.push(judged);
      else rows.push(judged);
    }
    return { rows, leftOut };
  }

  #judge(value: ForecastRow): SiteForecastRow | LeftOutLine {
    const leave = (reason: LeftOutLine["reason"], message: string): LeftOutLine => ({
      ...{ line: value.line, reason, message },
      cells: cellsOf(value),
    });
    const named = this.#rules.siteOf(value.site);
    if ("problem" in named) return leave("no_site", siteProblem(named.problem, value.site));
    const wrong = this.#wrong(value, named.site);
    if (wrong) return leave("impossible", wrong);
    const run = this.#runs.numberOf(named.site.site_uuid, value);
    if (!this.#seen.isSecond(run, value)) return { ...value, ofSite: named.site, run };
    const start = utcText(value.startMs);
    const message = `An earlier line has another value of this run for the period at ${start}.`;
    return leave("second_value", message);
  }

  #wrong(value: ForecastRow, { site_uuid }: ShownSite): string | undefined {
    const { facts, nowMs } = this.#rules;
    const sent = {
      start_utc: utcText(value.startMs),
      end_utc: utcText(value.endMs),
      forecast_power_kw: value.powerKw,
      p10_kw: value.p10Kw,
      p90_kw: value.p90Kw,
    };
    const capacityKw = facts.get(site_uuid)?.largest_capacity_kw ?? null;
    return (wrongRun({ timestamp_utc: utcText(value.madeMs) }, nowMs) ??
      wrongForecastValue(sent, capacityKw))?.message;
  }
}

const cellsOf = ({ site, madeMs, startMs, powerKw }: ForecastRow) => [
  ...site === null ? [] : [site],
  utcText(madeMs),
  utcText(startMs),
  String(powerKw),
];
