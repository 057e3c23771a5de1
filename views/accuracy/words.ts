import type { Accuracy, Light } from "../../domain/accuracy/accuracy.ts";
import { BASELINE_MODEL } from "../../domain/forecasts/baseline_forecast.ts";
import { figure, power, scaleFor } from "../ui/numbers.ts";
import { byModel, type ModelAccuracy, modelLabel } from "./by_model.ts";

/** Words, and the figures among them that the eye should find. */
export type Phrase = string | { figure: string };

/** The horizon that a sentence is about: the first of these that the model has. */
const TOLD_FIRST = [6, 12, 3, 24, 1, 36, 0, 48];

/** Name of the model whose forecast is shown; null: it names none; undefined: no forecast is shown. */
export type ShownModel = string | null | undefined;

/** The model that words are about: the one shown if it has numbers, else the one with most values. */
export function describedModel(
  models: readonly ModelAccuracy[],
  shown?: ShownModel,
): ModelAccuracy | undefined {
  return models.find(({ name }) => name === shown) ?? models[0];
}

/**
 * How far off the forecast that is shown was, beside the simple baseline for the same times; empty when
 * there is nothing to tell. The model has its name where it could be another.
 */
export function sentence(
  accuracy: readonly Accuracy[],
  light: Light,
  shown?: ShownModel,
): Phrase[] {
  const models = byModel(accuracy);
  const model = describedModel(models, shown);
  const row = model && toldOf(model.rows);
  if (!row) return [];
  const others = models.filter(({ isBaseline }) => !isBaseline).length > 1;
  const isShown = shown === undefined || shown === model.name;
  return [
    `In the last 30 days ${whoText(model, row, others || !isShown)} was off by `,
    { figure: power(row.mae_kw!) },
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

/** What the sentence does not say of the forecast that is shown; undefined when there is nothing. */
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

function toldOf(rows: readonly Accuracy[]): Accuracy | undefined {
  return TOLD_FIRST.flatMap((hours) => rows.filter((row) => row.horizon_hours === hours))[0];
}

function beside({ baseline_mae_kw }: Accuracy): Phrase[] {
  if (baseline_mae_kw === null) return [];
  return ["; the simple baseline by ", { figure: power(baseline_mae_kw) }];
}

/** `about 6 hours ahead`, by the name of the horizon. */
export function aheadText(hours: number): string {
  if (hours === 0) return "less than half an hour ahead";
  if (hours === 48) return "42 hours ahead or more";
  return `about ${hours} ${hours === 1 ? "hour" : "hours"} ahead`;
}

/** `8 %`, `0.4 %`, `−3 %`, which does not break at a line's end. */
export function percent(share: number): string {
  const digits = Math.abs(share) < 0.0095 ? 1 : 0;
  return `${minus((share * 100).toFixed(digits).replace(/^(-?)0\.0$/, "$10"))}\u00a0%`;
}

/** With a plus for what was forecast too high. */
export function bias(kw: number): string {
  const scale = scaleFor(kw);
  return `${directed(kw, figure(kw, scale))} ${scale.prefix}W`;
}

export function biasShare(share: number): string {
  return directed(share, percent(share));
}

/** `18 % better`, `5 % worse`: a skill is one minus the share of the baseline's error. */
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

/** A real minus, and none before a zero. */
function minus(text: string): string {
  return text.replace(/^-(?=0(\.0+)?(?![.\d]))/, "").replace("-", "−");
}
