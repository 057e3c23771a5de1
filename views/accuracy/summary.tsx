import type { Accuracy, Light } from "../../domain/accuracy.ts";
import { type Phrase, sentence } from "./words.ts";

export interface AccuracySummaryProps {
  siteUuid: string;
  /** Of the last 30 days. */
  accuracy: readonly Accuracy[];
  light: Light;
}

/** On a site's page: how good its forecast is, in words. */
export function AccuracySummary({ siteUuid, accuracy, light }: AccuracySummaryProps) {
  const phrases = sentence(accuracy, light);
  return (
    <section class="panel" aria-labelledby="accuracy-heading">
      <h2 id="accuracy-heading">How good the forecast is</h2>
      {phrases.length > 0 ? <Words phrases={phrases} /> : <p class="muted">{NUMBERS_COME}</p>}
      <p>
        <a class="button" href={`/sites/${siteUuid}/accuracy`}>
          More <span class="visually-hidden">about how good the forecast is</span>
        </a>
      </p>
    </section>
  );
}

export const NUMBERS_COME =
  "Numbers come the night after the first day with both forecasts and measurements.";

export function Words({ phrases }: { phrases: readonly Phrase[] }) {
  return (
    <p class="summary">
      {phrases.map((part) => typeof part === "string" ? part : <b>{part.figure}</b>)}
    </p>
  );
}
