/** The models that the service itself makes runs of; every other name is a model of other people. */
import { BASELINE_MODEL } from "./baseline_forecast.ts";

/** Made from a site's past and the weather: shown instead of the baseline while it is fresh. */
export const WEATHER_NAME = "sitecast-weather";

/** Made of two other models: shown only where it is assigned. */
export const BLEND_NAME = "sitecast-blend";

/** Names of the models, as `app.own_models()` has them. */
export const OWN_NAMES = [BASELINE_MODEL.name, WEATHER_NAME, BLEND_NAME] as const;

/** What each is in words, and in one or two as the name of a line. */
const WORDS: Record<string, { label: string; line: string }> = {
  [BASELINE_MODEL.name]: { label: "the simple baseline", line: "Baseline" },
  [WEATHER_NAME]: { label: "the service’s own, from weather", line: "From weather" },
  [BLEND_NAME]: { label: "the service’s own, of two models", line: "Blend" },
};

const wordsOf = (name: string | null) => name === null ? undefined : WORDS[name];

/** Returns what a model of the service's own is, in words; undefined for one of other people. */
export const ownLabel = (name: string | null): string | undefined => wordsOf(name)?.label;

/** Returns the name of the line of a model of the service's own; undefined for one of others. */
export const ownLineName = (name: string | null): string | undefined => wordsOf(name)?.line;
