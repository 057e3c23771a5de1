import { BASELINE_MODEL } from "./baseline_forecast.ts";
import { BLEND_NAME, WEATHER_NAME } from "./own_models.ts";

/** Why a site shows a model: the reasons in the order of the rule. */
export const REASONS_TO_CHOOSE = [
  "assigned",
  "before",
  "runs",
  "weather",
  "own",
  "newest",
] as const;
export type WhyChosen = typeof REASONS_TO_CHOOSE[number];

/** The model that a site shows; a name of null is that of runs whose model is not known. */
export interface ChosenModel {
  model_name: string | null;
  why: WhyChosen;
  /** Since when; null before the first choice is kept. */
  from_utc: string | null;
}

/** A model with runs for a site, and what the choice is made from. */
export interface ModelOfSite {
  model_name: string | null;
  newest_run_utc: string;
  /** Median interval of its last 20 runs; null with a single one. */
  median_interval_minutes: number | null;
  runs_in_7_days: number;
  is_fresh: boolean;
}

const REASONS: Record<WhyChosen, string> = {
  assigned: "It is assigned to the site.",
  runs: "Of the models with fresh runs it made the most runs in 7 days.",
  before: "It was the choice before, and its runs are fresh.",
  weather:
    "No model of others has fresh runs, and the service's own forecast from weather is fresh.",
  own: "No other model has fresh runs, so the site shows the service's own forecast.",
  newest: "The service makes no forecast of this site, and this model made the newest run.",
};

/** Returns why a site shows its model, as a sentence. */
export const reasonOf = ({ why }: ChosenModel): string => REASONS[why];

/** Returns the hours that a model's newest run may be old for the model to count as fresh. */
export function freshHours({ median_interval_minutes }: ModelOfSite): number {
  return Math.min(36, Math.max(6, 1.5 * (median_interval_minutes ?? 0) / 60));
}

/** Returns why a model's runs are not shown, as a sentence; null for the one that is chosen. */
export function whyNotShown(model: ModelOfSite, chosen: ChosenModel): string | null {
  if (model.model_name === chosen.model_name) return null;
  const fills = model.model_name === BASELINE_MODEL.name;
  if (fills) return "It fills the gaps of the model that the site shows.";
  if (chosen.why === "assigned") return "Another model is assigned to the site.";
  if (model.model_name === BLEND_NAME) return "It is shown only where it is assigned to the site.";
  if (!model.is_fresh) {
    const hours = Math.round(freshHours(model) * 10) / 10;
    return `Its newest run is more than ${hours} hours old.`;
  }
  if (model.model_name === WEATHER_NAME) {
    return chosen.why === "own"
      ? "The weather that it was made from is more than 36 hours old."
      : "Fresh runs of others are shown before the service's own.";
  }
  return chosen.why === "runs" && chosen.from_utc === null
    ? "Another model with fresh runs made more runs in 7 days."
    : "Another model with fresh runs was chosen before it.";
}
