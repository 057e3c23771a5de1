import type { ChartQuestion } from "../../domain/forecasts/chart_question.ts";
import type { SiteEnergy } from "../../domain/forecasts/energy/site_energy.ts";
import { WEATHER_NAME } from "../../domain/forecasts/own_models.ts";
import { dayTable } from "../../domain/forecasts/day_table.ts";
import { hasCoordinates } from "../../domain/sites/site.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { ChartArea } from "../charts/chart_area.tsx";
import { polarText } from "../charts/night.tsx";
import { outageText } from "../charts/outage_spans.tsx";
import { markedRuns } from "../charts/run_marks.ts";
import { highestKw } from "../charts/scales.ts";
import { EmptyState } from "../ui/empty_state.tsx";
import { swaps } from "../ui/htmx.ts";
import { powerColumn } from "../ui/numbers.ts";
import { age, Moment } from "../ui/time.tsx";
import { NEWEST } from "./chart_switches.tsx";
import { Difference } from "./difference.tsx";
import { FirstDay, isFirstDay } from "./first_day.tsx";
import { lineName, lineNames, missingText, shownText } from "./question_words.ts";
import type { SitePageProps } from "./site_page_props.ts";
import { Summary, summaryText } from "./summary.tsx";
import { valuesOf, ValuesTable } from "./values.tsx";

/** Explains an empty day in place of the chart, with a link back to the newest forecast. */
export function NoValues(props: SitePageProps) {
  const { day, reason, switches = NEWEST, newestUrl } = props;
  const { question } = switches;
  if (question.forecast !== "newest") {
    return (
      <EmptyState title="There is no such forecast, and nothing was measured.">
        <p>{missingText(question)}</p>
        <p>
          <a href={newestUrl}>Show the newest forecast</a>
        </p>
      </EmptyState>
    );
  }
  if (isFirstDay(props)) return <FirstDay {...props} />;
  return (
    <EmptyState title={summaryText({ day })}>
      <p>
        {reason ?? "A chart appears here as soon as there is a forecast or a measured value."}
      </p>
    </EmptyState>
  );
}

/** Returns the day with the expected energy that the figures above have, too. */
function withMean(day: SiteDay, expected: SiteEnergy | null): SiteDay {
  const mean = expected?.whole.energy?.meanKwh;
  return mean === undefined ? day : { ...day, expectedKwh: mean };
}

/** Shows the day in a chart, a sentence and a table. */
export function DayFigure(props: SitePageProps) {
  const { site, day, csvUrl, questionUrl, switches: { question } = NEWEST } = props;
  const expected = question.forecast === "newest" ? props.days.figures.expected : null;
  const isTypical = expected?.isTypical;
  const column = powerColumn(highestKw(day, site.capacity_kw));
  const values = valuesOf(day);
  const names = lineNames(question);
  const earlier = question.forecast === "newest" ? "" : " earlier";
  return (
    <>
      <Missing {...props} />
      <figure class={`chart${earlier}`}>
        <ChartArea
          site={site}
          day={day}
          values={values}
          column={column}
          description={summaryText({ day, question, isTypical })}
          hidden={question.hide}
          names={names}
          linesUrl={(hide) => questionUrl({ ...question, hide })}
          under={props.underChart}
        />
        <figcaption>
          <Summary day={withMean(day, expected)} question={question} isTypical={isTypical} />
          <Difference
            rows={day.days > 1 ? dayTable(day) : values.rows}
            names={{ ...names, forecast: lineName(question) }}
          />
          <Polar site={site} day={day} />
          {outageText(day)} <MadeAt day={day} question={question} />
          <Refresh day={day} question={question} url={questionUrl} />
        </figcaption>
      </figure>
      <div class="downloads">
        <details id="values">
          <summary>Values as a table</summary>
          <div class="scroll" tabindex={0} role="region" aria-label="Values of the day">
            <ValuesTable day={day} values={values} column={column} names={names} />
          </div>
        </details>
        <a class="button" href={csvUrl} download>Download CSV</a>
        <a class="button" href={props.svgUrl} download>SVG</a>
        <a class="button" href={props.pngUrl} download>PNG</a>
      </div>
    </>
  );
}

/** Explains why something that was chosen is not on the chart. */
function Missing({ day, reason, switches = NEWEST, newestUrl }: SitePageProps) {
  const { question, state } = switches;
  const none = !day.forecastRun && question.forecast !== "newest";
  return (
    <>
      {state.errors.length > 0 && (
        <p class="callout warn">
          The newest forecast is shown, because the choice is not valid.
        </p>
      )}
      {none && (
        <p class="callout warn">
          {missingText(question)} <a href={newestUrl}>Show the newest forecast</a>
        </p>
      )}
      {day.generationOverlaps && (
        <p class="callout">
          Some measured periods of this day overlap: the shortest count, and the others fill the
          rest.
        </p>
      )}
      {reason && !none && !day.forecastRun && <p class="callout warn">{reason}</p>}
      {question.baseline && <BaselineNote day={day} />}
    </>
  );
}

function BaselineNote({ day }: { day: SiteDay }) {
  if (day.forecastIsBaseline) return <p class="callout">The forecast shown is the baseline.</p>;
  if (day.baseline.length > 0) return null;
  return <p class="callout">The baseline has no such forecast for this day.</p>;
}

/** Says when a PV site has no night or nothing but night. */
function Polar({ site, day }: Pick<SitePageProps, "site" | "day">) {
  const text = site.asset_type === "pv" && hasCoordinates(site) ? polarText(day) : undefined;
  return text ? <>{text}{" "}</> : null;
}

interface RefreshProps {
  day: SiteDay;
  question: ChartQuestion;
  url: SitePageProps["questionUrl"];
}

/** Says that the page refreshes itself, with a link that stops or resumes it; only with JavaScript. */
function Refresh({ day, question: { pause, ...question }, url }: RefreshProps) {
  if (day.nowMs === null) return null;
  const other = pause ? question : { ...question, pause: "yes" as const };
  return (
    <span class="refresh">
      {" "}
      {pause ? "The page does not refresh itself." : "The page refreshes itself every minute."}{" "}
      <a id="pause" {...swaps(url(other), "site-day")}>{pause ? "Resume" : "Pause"}</a>
    </span>
  );
}

const STEPS = "Each step is the mean power over its period.";

function MadeAt({ day, question }: { day: SiteDay; question: ChartQuestion }) {
  if (!day.forecastRun) {
    return <>{question.forecast === "newest" ? missingText(question) : ""} {STEPS}</>;
  }
  const { madeMs, modelName, modelVersion } = day.forecastRun;
  const model = [modelName, modelVersion].filter(Boolean).join(" ");
  const shown = shownText(question, day.zone);
  const isFromWeather = modelName === WEATHER_NAME;
  return (
    <>
      {shown ? capitalized(shown) : "For each time the newest forecast made before it"}; the last at
      {" "}
      <Moment ms={madeMs} zone={day.zone} day={day.day} />
      {day.nowMs !== null && ` (${age(day.nowMs - madeMs)} ago)`}
      {model && `, model ${model}`}
      {isFromWeather && " (the service’s own, from the weather forecast)"}. {STEPS}
      {day.forecast.some(({ isFilled }) => isFilled) &&
        " Where the line is dotted, this model has no value and the baseline fills the gap."}
      {markedRuns(day.forecast).length > 0 &&
        " Marks at the foot show where the line changes its run."}
      {day.baseline.length > 0 && " The thin dashed line is the baseline, chosen in the same way."}
    </>
  );
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
