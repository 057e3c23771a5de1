import { Breadcrumb } from "../ui/breadcrumb.tsx";
import type { Accuracy, AccuracyPeriod, Light } from "../../domain/accuracy/accuracy.ts";
import { BASELINE_MODEL } from "../../domain/forecasts/baseline_forecast.ts";
import {
  ageMs,
  type Freshness,
  freshnessOf,
  type ModelFreshness,
} from "../../domain/forecasts/model_freshness.ts";
import { ownLabel } from "../../domain/forecasts/own_models.ts";
import { count } from "../../domain/plural.ts";
import { Term } from "../ui/term.tsx";
import { Badge, type Tone } from "../ui/badge.tsx";
import { EmptyState } from "../ui/empty_state.tsx";
import { power } from "../ui/numbers.ts";
import { age } from "../ui/time.tsx";
import { UtcTime } from "../ui/utc_time.tsx";
import { modelLabel } from "../accuracy/by_model.ts";
import { DaylightLinks, PeriodText } from "../accuracy/daylight.tsx";
import { NOTHING_IN_DAYLIGHT, NUMBERS_COME_LATER } from "../accuracy/summary.tsx";
import { percent, skillText } from "../accuracy/words.ts";

export interface ModelsPageProps {
  title: string;
  /** Which sites the numbers are about: `your group’s sites`. */
  sites: string;
  /** The page's own address, with its query. */
  path: string;
  accuracy: Accuracy[];
  freshness: ModelFreshness[];
  light: Light;
  /** Whether there are numbers, for these hours or for the others. */
  hasNumbers: boolean;
  period: AccuracyPeriod;
  now: Temporal.Instant;
  /** Link to the page above this one. */
  back?: { href: string; text: string };
}

/** Compares models: how fresh their forecasts are, and how good. */
export function ModelsPage(props: ModelsPageProps) {
  const { title, back } = props;
  return (
    <section class="sub-page">
      {back && <Breadcrumb trail={[[back.text, back.href]]} />}
      <h1>{title}</h1>
      <ModelsPart {...props} />
    </section>
  );
}

export function ModelsPart(props: ModelsPageProps) {
  const { accuracy, freshness, light, hasNumbers, path, now, sites, period } = props;
  const models = sideBySide(accuracy, freshness);
  return (
    <section id="models" class="accuracy" aria-label="Models" tabindex={-1}>
      <p class="muted">
        Mean absolute error of the forecasts of {sites}{" "}
        by how far ahead they were made, as a percentage of capacity (in kW where no capacity is
        known), and below it the comparison with the simple baseline at the same times.{" "}
        <Term id="crps">CRPS</Term> and{" "}
        <Term id="pinball">pinball loss</Term>, 6 hours ahead, judge the range with the middle;
        lower is better. Period: <PeriodText period={period} />
      </p>
      <DaylightLinks path={path} light={light} part="models" />
      {light === "daylight" && (
        <p class="muted">
          Wind sites and sites without coordinates count only in Whole day.
        </p>
      )}
      {models.length === 0
        ? (
          <EmptyState title="No forecasts yet">
            <p>Every model that makes forecasts of {sites} is listed here.</p>
          </EmptyState>
        )
        : <ModelsTable models={models} now={now} />}
      {models.length > 0 && accuracy.length === 0 && (
        <p class="callout">
          {hasNumbers ? NOTHING_IN_DAYLIGHT : NUMBERS_COME_LATER}
        </p>
      )}
    </section>
  );
}

interface ModelSide {
  name: string | null;
  freshness?: ModelFreshness;
  rows: Accuracy[];
}

/** Joins freshness and accuracy of each model that has either: by name, the baseline last. */
function sideBySide(accuracy: Accuracy[], freshness: ModelFreshness[]): ModelSide[] {
  const names = new Set([...freshness, ...accuracy].map(({ model_name }) => model_name));
  const last = (name: string | null) => Number(name === BASELINE_MODEL.name);
  return [...names].sort((a, b) => last(a) - last(b) || (a ?? "").localeCompare(b ?? ""))
    .map((name) => ({
      name,
      freshness: freshness.find(({ model_name }) => model_name === name),
      rows: accuracy.filter(({ model_name }) => model_name === name),
    }));
}

/** The horizons that have a column, in hours. */
const SHOWN = [1, 6, 24];

/** The scores that have a column, and the horizon in hours that they are about. */
const SCORES = [["CRPS", "crps"], ["Pinball loss", "pinball"]] as const;
const SCORED = 6;

const ahead = (hours: number) => `${hours} h ahead`;

function ModelsTable({ models, now }: { models: ModelSide[]; now: Temporal.Instant }) {
  return (
    <table class="list">
      <caption class="visually-hidden">Models, how fresh and how good they are</caption>
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col">Newest forecast</th>
          <th scope="col" class="number">Sites in the last day</th>
          {SHOWN.map((hours) => <th scope="col" class="number">{ahead(hours)}</th>)}
          {SCORES.map(([label]) => <th scope="col" class="number">{label}</th>)}
          <th scope="col" class="number">Within P10–P90</th>
        </tr>
      </thead>
      <tbody>{models.map((model) => <Row model={model} now={now} />)}</tbody>
    </table>
  );
}

function Row({ model, now }: { model: ModelSide; now: Temporal.Instant }) {
  const { name, freshness, rows } = model;
  return (
    <tr>
      <th scope="row">
        {modelLabel(name)}
        {ownLabel(name) && <small class="muted">{ownLabel(name)}</small>}
      </th>
      <td data-label="Newest forecast">
        <Newest at={freshness?.newest_utc ?? null} now={now} />
      </td>
      <td class="number" data-label="Sites in the last day">{count(freshness?.sites ?? 0)}</td>
      {SHOWN.map((hours) => (
        <ErrorCell
          label={ahead(hours)}
          row={rows.find(({ horizon_hours }) => horizon_hours === hours)}
        />
      ))}
      {SCORES.map(([label, score]) => (
        <td class="number" data-label={label}>
          {errorText(
            rows.find(({ horizon_hours }) => horizon_hours === SCORED),
            score,
          )}
        </td>
      ))}
      <td class="number" data-label="Within P10–P90">{inside(rows)}</td>
    </tr>
  );
}

const TONES: Record<Freshness, Tone> = { fine: "good", late: "warn", old: "warn" };

function Newest({ at, now }: { at: string | null; now: Temporal.Instant }) {
  const fresh = freshnessOf(at, now);
  const old = ageMs(at, now);
  return (
    <>
      <Badge tone={TONES[fresh]} text={old === null ? fresh : `${fresh}, ${age(old)} ago`} />
      <small>
        <UtcTime at={at} never="none in the last day" />
      </small>
    </>
  );
}

function ErrorCell({ label, row }: { label: string; row?: Accuracy }) {
  return (
    <td class="number" data-label={label}>
      {errorText(row, "mae")}
      {row && row.skill !== null && <small>{skillText(row.skill)}</small>}
    </td>
  );
}

/** Returns the error as a share of capacity, or in kW without a capacity. */
function errorText(row: Accuracy | undefined, error: "mae" | "crps" | "pinball"): string {
  const [kw, share] = [row?.[`${error}_kw`] ?? null, row?.[`${error}_share`] ?? null];
  if (kw === null) return "–";
  return share === null ? power(kw) : percent(share);
}

/** Returns the share of outcomes inside the band, over all horizons. */
function inside(rows: Accuracy[]): string {
  const pairs = rows.reduce((sum, { band_pairs }) => sum + band_pairs, 0);
  if (pairs === 0) return "–";
  const held = rows.reduce((sum, row) => sum + row.band_pairs * (row.inside_share ?? 0), 0);
  return percent(held / pairs);
}
