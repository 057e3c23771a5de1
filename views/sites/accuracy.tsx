import { Term } from "../ui/term.tsx";
import type { Accuracy, AccuracyPeriod, Light } from "../../domain/accuracy/accuracy.ts";
import type { ReliabilityDay } from "../../domain/accuracy/reliability.ts";
import { summaryOf } from "../../domain/accuracy/reliability_summary.ts";
import { SubPage } from "./sub_page.tsx";
import { EmptyState } from "../ui/empty_state.tsx";
import { byModel } from "../accuracy/by_model.ts";
import { ErrorFigure } from "../accuracy/figure.tsx";
import { DaylightLinks, PeriodText } from "../accuracy/daylight.tsx";
import { AccuracyText, NOTHING_IN_DAYLIGHT, NUMBERS_COME_LATER } from "../accuracy/summary.tsx";
import { ReliabilityText } from "../accuracy/reliability.tsx";
import { ComparisonTable, DaysTable } from "../accuracy/reliability_tables.tsx";
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
  /** The last 30 days of the site's zone. */
  days: readonly ReliabilityDay[];
  /** Name of the model whose forecast the site's page shows today. */
  shown?: ShownModel;
}

/** Shows how good the forecasts of one site are, in words, as a chart and in tables. */
export function AccuracyPage(props: AccuracyPageProps) {
  const { siteUuid, name, days } = props;
  return (
    <SubPage title="How good the forecast is" siteUuid={siteUuid} name={name} wide>
      <DaysAhead siteUuid={siteUuid} days={days} />
      <AccuracyPart {...props} />
    </SubPage>
  );
}

/** Shows how good the energies of days were, as forecast on the day before. */
function DaysAhead(props: Pick<AccuracyPageProps, "siteUuid" | "days">) {
  const summary = summaryOf(props.days);
  return (
    <section class="accuracy reliability" aria-labelledby="days-heading">
      <h2 id="days-heading">Energy of a day, as expected the day before</h2>
      <ReliabilityText {...props} />
      {summary.compared > 0 && (
        <>
          <ComparisonTable {...summary} />
          <p class="muted prose">
            “As yesterday” says that a day produces what the day before did, which knows more than a
            forecast of 9:00. Clear-sky persistence keeps the share of clear-sky power of the 24
            hours before that forecast (Marquez and Coimbra 2013); for wind, of the capacity. Days
            of which less than 90&nbsp;% of the daylight was measured are left out.
          </p>
          <DaysTable {...props} />
        </>
      )}
    </section>
  );
}

export function AccuracyPart(props: AccuracyPageProps) {
  const { siteUuid, accuracy, light, hasDaylight, period, shown } = props;
  const models = byModel(accuracy);
  return (
    <section id="accuracy" class="accuracy" aria-labelledby="accuracy-heading" tabindex={-1}>
      <h2 id="accuracy-heading">Power, by how far ahead it was forecast</h2>
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
        measured values, 80&nbsp;% should lie within <Term id="band">P10–P90</Term>. The simple{" "}
        <Term id="baseline">baseline</Term>{" "}
        is compared at the same times. CRPS and pinball loss judge the range with the middle, and
        lower is better: of a forecast without a range the CRPS is its mean absolute error.
        {!hasDaylight && " Here the hours of night count, too."}
      </p>
    </div>
  );
}
