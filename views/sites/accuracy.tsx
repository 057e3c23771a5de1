import type { Accuracy, AccuracyPeriod, Light } from "../../domain/accuracy/accuracy.ts";
import { SubPage } from "./sub_page.tsx";
import { EmptyState } from "../ui/empty_state.tsx";
import { byModel } from "../accuracy/by_model.ts";
import { ErrorFigure } from "../accuracy/figure.tsx";
import { DaylightLinks, PeriodText } from "../accuracy/daylight.tsx";
import { AccuracyText, NOTHING_IN_DAYLIGHT, NUMBERS_COME_LATER } from "../accuracy/summary.tsx";
import { ModelTable } from "../accuracy/tables.tsx";
import type { ShownModel } from "../accuracy/words.ts";

export interface AccuracyPageProps {
  siteUuid: string;
  name: string;
  accuracy: Accuracy[];
  light: Light;
  /** Whether there are numbers, for these hours or for the others. */
  hasNumbers: boolean;
  /** Whether the site's nights are known, so that daylight can be counted by itself. */
  hasDaylight: boolean;
  period: AccuracyPeriod;
  /** Name of the model whose forecast the site's page shows today. */
  shown?: ShownModel;
}

/** Shows how good the forecasts of one site are, in words, as a chart and in tables. */
export function AccuracyPage(props: AccuracyPageProps) {
  const { siteUuid, name } = props;
  return (
    <SubPage title="How good the forecast is" siteUuid={siteUuid} name={name} wide>
      <AccuracyPart {...props} />
    </SubPage>
  );
}

export function AccuracyPart(props: AccuracyPageProps) {
  const { siteUuid, accuracy, light, hasDaylight, period, shown } = props;
  const models = byModel(accuracy);
  return (
    <section id="accuracy" class="accuracy" aria-label="Accuracy" tabindex={-1}>
      {hasDaylight && (
        <DaylightLinks path={`/sites/${siteUuid}/accuracy`} light={light} part="accuracy" />
      )}
      {models.length === 0 ? <NoNumbers {...props} /> : (
        <>
          <AccuracyText accuracy={accuracy} light={light} shown={shown} />
          <ErrorFigure models={models} />
          {models.map((model) => <ModelTable model={model} />)}
        </>
      )}
      <Explanation {...props} period={period} />
    </section>
  );
}

function NoNumbers({ hasNumbers }: AccuracyPageProps) {
  return hasNumbers
    ? <EmptyState title={NOTHING_IN_DAYLIGHT} />
    : (
      <EmptyState title="No numbers yet">
        <p>{NUMBERS_COME_LATER}</p>
      </EmptyState>
    );
}

function Explanation({ period, hasDaylight }: AccuracyPageProps) {
  return (
    <div class="panel prose">
      <h2>What the numbers mean</h2>
      <p>
        <PeriodText period={period} />{" "}
        Each forecast value made at or before its target time is compared with the mean power
        measured over the same period, if measurements cover at least two thirds of it.
      </p>
      <p>
        Bias is forecast minus measured: a plus means that the forecast was too high. Of all
        measured values, 80&nbsp;% should lie within P10–P90. The simple baseline is compared at the
        same times.
        {!hasDaylight && " Here the hours of night count, too."}
      </p>
    </div>
  );
}
