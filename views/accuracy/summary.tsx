import type { Accuracy, Light } from "../../domain/accuracy/accuracy.ts";
import { byModel, type ModelAccuracy, modelLabel } from "./by_model.ts";
import { ErrorFigure } from "./figure.tsx";
import { HorizonTable } from "./tables.tsx";
import { describedModel, sentence, type ShownModel, shownModelText } from "./words.ts";

export interface AccuracySummaryProps {
  siteUuid: string;
  /** Accuracy in the last 30 days. */
  accuracy: readonly Accuracy[];
  light: Light;
  /** Name of the model whose forecast the chart of the day shows. */
  shown?: ShownModel;
}

/** Shows, on a site's page, how good the forecast is: in words, and by horizon with the baseline. */
export function AccuracySummary(props: AccuracySummaryProps) {
  const models = byModel(props.accuracy);
  const described = describedModel(models, props.shown);
  return (
    <section class="panel" aria-labelledby="accuracy-heading">
      <h2 id="accuracy-heading">How good the forecast is</h2>
      {described
        ? (
          <>
            <AccuracyText {...props} />
            <ErrorFigure
              models={models.filter((model) => model === described || model.isBaseline)}
            />
          </>
        )
        : <p class="muted">{NUMBERS_COME_LATER}</p>}
      <div class="downloads">
        {described && <Errors model={described} />}
        <a class="button" href={`/sites/${props.siteUuid}/accuracy`}>
          More <span class="visually-hidden">about how good the forecast is</span>
        </a>
      </div>
    </section>
  );
}

function Errors({ model }: { model: ModelAccuracy }) {
  return (
    <details id="errors">
      <summary>Errors of {modelLabel(model.name)} as a table</summary>
      <HorizonTable model={model} />
    </details>
  );
}

export const NUMBERS_COME_LATER =
  "Numbers appear the night after the first day with both forecasts and measurements.";

export const NOTHING_IN_DAYLIGHT = "There are no numbers for daylight; Whole day has some.";

/** Describes the accuracy in a sentence, and adds which forecast it is about where that is unclear. */
export function AccuracyText(
  { accuracy, light, shown }: Omit<AccuracySummaryProps, "siteUuid">,
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
