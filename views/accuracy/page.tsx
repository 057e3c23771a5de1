import type { Accuracy, AccuracyPeriod, Light } from "../../domain/accuracy.ts";
import { HorizonChart, type HorizonLine, MOST_LINES } from "../charts/horizon_chart.tsx";
import { SubPage } from "../sites/sub_page.tsx";
import { EmptyState } from "../ui/empty_state.tsx";
import { power } from "../ui/numbers.ts";
import { byModel, type ModelAccuracy, modelLabel } from "./by_model.ts";
import { LightLinks, PeriodText } from "./light.tsx";
import { NUMBERS_COME, Words } from "./summary.tsx";
import { ModelTable } from "./tables.tsx";
import { aheadText, sentence } from "./words.ts";

export interface AccuracyPageProps {
  siteUuid: string;
  name: string;
  accuracy: Accuracy[];
  light: Light;
  /** The site's nights are known, so that daylight can be told apart. */
  hasDaylight: boolean;
  period: AccuracyPeriod;
}

/** How good the forecasts of one site are, in words, as a chart and in tables. */
export function AccuracyPage(props: AccuracyPageProps) {
  const { siteUuid, name } = props;
  return (
    <SubPage title="How good the forecast is" siteUuid={siteUuid} name={name} wide>
      <AccuracyPart {...props} />
    </SubPage>
  );
}

export function AccuracyPart(props: AccuracyPageProps) {
  const { siteUuid, accuracy, light, hasDaylight, period } = props;
  const models = byModel(accuracy);
  return (
    <section id="accuracy" class="accuracy" aria-label="Accuracy" tabindex={-1}>
      {hasDaylight && (
        <LightLinks path={`/sites/${siteUuid}/accuracy`} light={light} part="accuracy" />
      )}
      {models.length === 0 ? <NoNumbers /> : (
        <>
          <Words phrases={sentence(accuracy, light)} />
          <Figure models={models} />
          {models.map((model) => <ModelTable model={model} />)}
        </>
      )}
      <Explained {...props} period={period} />
    </section>
  );
}

function NoNumbers() {
  return (
    <EmptyState title="No numbers yet">
      <p>{NUMBERS_COME}</p>
    </EmptyState>
  );
}

/** The models with most values, and the baseline. */
function Figure({ models }: { models: ModelAccuracy[] }) {
  const others = models.filter(({ isBaseline }) => !isBaseline);
  const drawn = [
    ...others.slice(0, MOST_LINES),
    ...models.filter(({ isBaseline }) => isBaseline),
  ];
  return (
    <figure class="chart">
      <HorizonChart lines={drawn.map(lineOf)} description={drawn.map(described).join(" ")} />
      <figcaption>
        Mean absolute error by how far ahead a forecast was made.
        {drawn.length < models.length &&
          ` Drawn are the ${MOST_LINES} models with most values; the tables have all.`}
      </figcaption>
    </figure>
  );
}

function lineOf({ name, isBaseline, rows }: ModelAccuracy): HorizonLine {
  const points = rows.map(({ horizon_hours, mae_kw }) => ({
    horizonHours: horizon_hours,
    kw: mae_kw!,
  }));
  return { label: isBaseline ? "baseline" : modelLabel(name), isBaseline, points };
}

/** `pvnet: 1.2 kW about 1 hour ahead, 4.1 kW about 6 hours ahead.` */
function described({ name, rows }: ModelAccuracy): string {
  const errors = rows.map((row) => `${power(row.mae_kw!)} ${aheadText(row.horizon_hours)}`);
  return `${modelLabel(name)}: ${errors.join(", ")}.`;
}

function Explained({ period, hasDaylight }: AccuracyPageProps) {
  return (
    <div class="panel prose">
      <h2>What the numbers say</h2>
      <p>
        <PeriodText period={period} />{" "}
        Each forecast value made at or before its time is held against the mean power measured over
        the same period, where at least two thirds of the period were measured.
      </p>
      <p>
        Bias is forecast minus measured: with a plus the forecast was too high. Of what was
        measured, 80&nbsp;% should lie within P10–P90. The simple baseline is compared on the same
        days.
        {!hasDaylight && " Night and day count alike here."}
      </p>
    </div>
  );
}
