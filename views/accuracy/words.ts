import type { Accuracy, Light } from "../../domain/accuracy/accuracy.ts";
import { BASELINE_MODEL } from "../../domain/forecasts/baseline_forecast.ts";
import { figure, power, scaleFor } from "../ui/numbers.ts";
import { byModel, type ModelAccuracy, modelLabel } from "./by_model.ts";

/** A piece of a sentence: plain text, or a figure that is emphasised. */
export type Phrase = string | { figure: string };

/** Horizons in hours, in order of preference: a sentence is about the first that the model has. */
const PREFERRED_HORIZONS = [6, 12, 3, 24, 1, 36, 0, 48];

/** Name of the model whose forecast is shown; null if it has none, undefined if none is shown. */
export type ShownModel = string | null | undefined;

/** Returns the model to describe: the one shown if it has numbers, else the one with most values. */
export function describedModel(
  models: readonly ModelAccuracy[],
  shown?: ShownModel,
): ModelAccuracy | undefined {
  return models.find(({ name }) => name === shown) ?? models[0];
}

/**
 * Describes how far off the forecast shown was, compared with the baseline at the same times. Empty
 * without numbers. Names the model if there are several, or if it is not the one shown.
 */
export function sentence(
  accuracy: readonly Accuracy[],
  light: Light,
  shown?: ShownModel,
): Phrase[] {
  const models = byModel(accuracy);
  const model = describedModel(models, shown);
  const row = model && preferredRow(model.rows);
  if (!row) return [];
  const others = models.filter(({ isBaseline }) => !isBaseline).length > 1;
  const isShown = shown === undefined || shown === model.name;
  return [
    `In the last 30 days ${whoText(model, row, others || !isShown)} was off by `,
    { figure: power(row.mae_kw!, errorsOf(row)) },
    ` on average${light === "daylight" ? " in daylight" : ""}`,
    ...row.mae_share === null ? [] : [", ", { figure: percent(row.mae_share) }, " of capacity"],
    ...beside(row),
    ".",
  ];
}

function whoText({ name, isBaseline }: ModelAccuracy, row: Accuracy, named: boolean): string {
  const made = `made ${aheadText(row.horizon_hours)}`;
  if (isBaseline) return `the simple baseline, ${made},`;
  if (!named) return `the forecast ${made}`;
  return name?.trim()
    ? `the forecast of ${modelLabel(name)} ${made}`
    : `the forecast that names no model, ${made},`;
}

/** Returns what the sentence leaves open about the forecast shown; undefined if that is nothing. */
export function shownModelText(
  accuracy: readonly Accuracy[],
  shown: ShownModel,
): string | undefined {
  const models = byModel(accuracy);
  if (models.length === 0 || shown === undefined) return undefined;
  if (!models.some(({ name }) => name === shown)) {
    const whose = shown?.trim() ? `, of ${modelLabel(shown)},` : "";
    return `The forecast shown${whose} has no numbers yet.`;
  }
  return shown === BASELINE_MODEL.name ? "The forecast shown is the simple baseline." : undefined;
}

function preferredRow(rows: readonly Accuracy[]): Accuracy | undefined {
  return PREFERRED_HORIZONS.flatMap((hours) =>
    rows.filter((row) => row.horizon_hours === hours)
  )[0];
}

function beside(row: Accuracy): Phrase[] {
  if (row.baseline_mae_kw === null) return [];
  return ["; the simple baseline by ", { figure: power(row.baseline_mae_kw, errorsOf(row)) }];
}

/** Returns the powers of the sentence, which are written in one unit. */
function errorsOf({ mae_kw, baseline_mae_kw }: Accuracy): number[] {
  return [mae_kw!, ...baseline_mae_kw === null ? [] : [baseline_mae_kw]];
}

/** Returns a horizon in words: `about 6 hours ahead`. */
export function aheadText(hours: number): string {
  if (hours === 0) return "less than half an hour ahead";
  if (hours === 48) return "42 hours ahead or more";
  return `about ${hours} ${hours === 1 ? "hour" : "hours"} ahead`;
}

/** Returns `8 %`, `0.4 %` or `−3 %`, with a non-breaking space. */
export function percent(share: number): string {
  const digits = Math.abs(share) < 0.0095 ? 1 : 0;
  return `${minus((share * 100).toFixed(digits).replace(/^(-?)0\.0$/, "$10"))}\u00a0%`;
}

/** Returns a bias with its sign; a plus means that the forecast was too high. */
export function bias(kw: number): string {
  const scale = scaleFor(kw);
  return `${directed(kw, figure(kw, scale))} ${scale.prefix}W`;
}

export function biasShare(share: number): string {
  return directed(share, percent(share));
}

/** Returns a skill (1 − MAE ÷ MAE of the baseline) in words: `18 % better`, `5 % worse`. */
export function skillText(skill: number | null): string {
  if (skill === null) return "–";
  const size = percent(Math.abs(skill));
  if (size.startsWith("0\u00a0")) return "the same";
  return `${size} ${skill > 0 ? "better" : "worse"}`;
}

function directed(value: number, text: string): string {
  const isZero = /^-?0(\.0+)?(?![.\d])/.test(text);
  return value > 0 && !isZero ? `+${text}` : minus(text);
}

/** Writes a minus sign instead of a hyphen, and none before zero. */
function minus(text: string): string {
  return text.replace(/^-(?=0(\.0+)?(?![.\d]))/, "").replace("-", "−");
}
