import type { Accuracy, Light } from "../../domain/accuracy/accuracy.ts";
import { sentence, type ShownModel, shownModelText } from "./words.ts";

interface AccuracyTextProps {
  /** Accuracy in the last 30 days. */
  accuracy: readonly Accuracy[];
  light: Light;
  /** Name of the model whose forecast the chart of the day shows. */
  shown?: ShownModel;
}

export const NUMBERS_COME_LATER =
  "Numbers appear the night after the first day with both forecasts and measurements.";

export const NOTHING_IN_DAYLIGHT = "There are no numbers for daylight; Whole day has some.";

/** Describes the accuracy in a sentence, and adds which forecast it is about where that is unclear. */
export function AccuracyText(
  { accuracy, light, shown }: AccuracyTextProps,
) {
  const hint = shownModelText(accuracy, shown);
  return (
    <>
      <p class="summary">
        {sentence(accuracy, light, shown).map((part) =>
          typeof part === "string" ? part : <b>{part.figure}</b>
        )}
      </p>
      {hint && <p class="muted">{hint}</p>}
    </>
  );
}
