import type { Accuracy, AccuracyPeriod, Light } from "../../domain/accuracy/accuracy.ts";
import { BASELINE_MODEL } from "../../domain/forecasts/baseline_forecast.ts";
import {
  ageMs,
  type Freshness,
  freshnessOf,
  type ModelFreshness,
} from "../../domain/forecasts/model_freshness.ts";
import { count } from "../../domain/plural.ts";
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
  /** Something was counted, in this light or in the other. */
  hasNumbers: boolean;
  period: AccuracyPeriod;
  now: Temporal.Instant;
  /** Back to what the page hangs on. */
  back?: { href: string; text: string };
}

/** Models side by side: how fresh, and how good. */
export function ModelsPage(props: ModelsPageProps) {
  const { title, back } = props;
  return (
    <section class="sub-page">
      {back && (
        <p class="breadcrumb">
          <a href={back.href}>
            <span aria-hidden="true">←</span> {back.text}
          </a>
        </p>
      )}
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
        How far off the forecasts of {sites}{" "}
        were on average, in per cent of capacity (in kW where no capacity is known), by how far
        ahead they were made: <PeriodText period={period} />{" "}
        Below each stands how that is against the simple baseline for the same times.
      </p>
      <DaylightLinks path={path} light={light} part="models" />
      {light === "daylight" && (
        <p class="muted">
          Wind sites and sites without coordinates are counted in Whole day only.
        </p>
      )}
      {models.length === 0
        ? (
          <EmptyState title="No forecasts yet">
            <p>Each model that makes forecasts of {sites} has its line here.</p>
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

/** Every model that forecast in the last day or has numbers, by name, the baseline last. */
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

/** The horizons that stand beside each other. */
const SHOWN = [1, 6, 24];

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
        {name === BASELINE_MODEL.name && <small class="muted">the simple baseline</small>}
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
      {errorText(row)}
      {row && row.skill !== null && <small>{skillText(row.skill)}</small>}
    </td>
  );
}

/** Of the capacity, where there is one. */
function errorText(row?: Accuracy): string {
  if (!row || row.mae_kw === null) return "–";
  return row.mae_share === null ? power(row.mae_kw) : percent(row.mae_share);
}

/** Over all horizons together. */
function inside(rows: Accuracy[]): string {
  const pairs = rows.reduce((sum, { band_pairs }) => sum + band_pairs, 0);
  if (pairs === 0) return "–";
  const held = rows.reduce((sum, row) => sum + row.band_pairs * (row.inside_share ?? 0), 0);
  return percent(held / pairs);
}
