import type { Accuracy, Light } from "../../domain/accuracy/accuracy.ts";
import { byModel, type ModelAccuracy, modelLabel } from "./by_model.ts";
import { ErrorFigure } from "./figure.tsx";
import { HorizonTable } from "./tables.tsx";
import { describedModel, sentence, type ShownModel, shownModelText } from "./words.ts";

export interface AccuracySummaryProps {
  siteUuid: string;
  /** Of the last 30 days. */
  accuracy: readonly Accuracy[];
  light: Light;
  /** Whose forecast the chart of the day shows. */
  shown?: ShownModel;
}

/** On a site's page: how good the forecast above is, in words, and by horizon beside the baseline. */
export function AccuracySummary(props: AccuracySummaryProps) {
  const models = byModel(props.accuracy);
  const told = describedModel(models, props.shown);
  return (
    <section class="panel" aria-labelledby="accuracy-heading">
      <h2 id="accuracy-heading">How good the forecast is</h2>
      {told
        ? (
          <>
            <AccuracyText {...props} />
            <ErrorFigure
              models={models.filter((model) => model === told || model.isBaseline)}
            />
          </>
        )
        : <p class="muted">{NUMBERS_COME_LATER}</p>}
      <div class="downloads">
        {told && <Errors model={told} />}
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
  "Numbers come the night after the first day with both forecasts and measurements.";

export const NOTHING_IN_DAYLIGHT = "Nothing was counted in daylight; Whole day has numbers.";

/** The sentence, and what it leaves open about the forecast that is shown. */
export function AccuracyText(
  { accuracy, light, shown }: Omit<AccuracySummaryProps, "siteUuid">,
) {
  const note = shownModelText(accuracy, shown);
  return (
    <>
      <p class="summary">
        {sentence(accuracy, light, shown).map((part) =>
          typeof part === "string" ? part : <b>{part.figure}</b>
        )}
      </p>
      {note && <p class="muted">{note}</p>}
    </>
  );
}
