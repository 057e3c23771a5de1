import type { ReliabilityDay } from "../../domain/accuracy/reliability.ts";
import type { Comparison, ReliabilitySummary } from "../../domain/accuracy/reliability_summary.ts";
import { shortDay, shortWeekday } from "../ui/day_text.ts";
import { energy } from "../ui/numbers.ts";
import { comparisonText } from "./reliability_words.ts";

/** Compares the errors of day-ahead energies with those of two forecasts that anybody can make. */
export function ComparisonTable({ yesterday, clearSky }: ReliabilitySummary) {
  if (!yesterday) return null;
  const all = [yesterday, ...clearSky ? [clearSky] : []];
  const kwhs = all.flatMap(({ forecastMaeKwh, referenceMaeKwh }) => [
    forecastMaeKwh,
    referenceMaeKwh,
  ]);
  return (
    <table class="list comparison">
      <caption>
        <b>Is it good?</b> Mean absolute error over the same {yesterday.days}{" "}
        {yesterday.days === 1 ? "day" : "days"}
      </caption>
      <thead>
        <tr>
          <th scope="col">Energy of a day</th>
          <th scope="col" class="number">Off by</th>
          <th scope="col" class="number">The forecast is</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">Forecast of 9:00 the day before</th>
          <td class="number" data-label="Off by">{energy(yesterday.forecastMaeKwh, kwhs)}</td>
          <td class="number" data-label="The forecast is">–</td>
        </tr>
        <ReferenceRow name="As yesterday" comparison={yesterday} kwhs={kwhs} />
        {clearSky && (
          <ReferenceRow
            name="Clear-sky persistence"
            comparison={clearSky}
            kwhs={kwhs}
          />
        )}
      </tbody>
    </table>
  );
}

interface ReferenceRowProps {
  name: string;
  comparison: Comparison;
  kwhs: number[];
}

function ReferenceRow({ name, comparison, kwhs }: ReferenceRowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="number" data-label="Off by">{energy(comparison.referenceMaeKwh, kwhs)}</td>
      <td class="number" data-label="The forecast is">{comparisonText(comparison)}</td>
    </tr>
  );
}

interface DaysTableProps {
  siteUuid: string;
  days: readonly ReliabilityDay[];
}

/** Lists what each day produced and what was expected of it, the newest first. */
export function DaysTable({ siteUuid, days }: DaysTableProps) {
  return (
    <details class="days-compared">
      <summary>Day by day, as a table</summary>
      <table class="list">
        <caption class="visually-hidden">Produced and expected energy by day</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" class="number">Produced</th>
            <th scope="col" class="number">Expected</th>
            <th scope="col" class="number">P10–P90</th>
            <th scope="col" class="number">Forecast minus produced</th>
            <th scope="col">Within the range</th>
          </tr>
        </thead>
        <tbody>{days.toReversed().map((day) => <DayRow siteUuid={siteUuid} day={day} />)}</tbody>
      </table>
    </details>
  );
}

function DayRow({ siteUuid, day: of }: { siteUuid: string; day: ReliabilityDay }) {
  const { day, producedKwh, expected } = of;
  const { meanKwh = null, p10Kwh = null, p90Kwh = null } = expected ?? {};
  const all = [producedKwh, meanKwh, p10Kwh, p90Kwh].filter((kwh) => kwh !== null);
  const text = (kwh: number | null) => kwh === null ? "–" : energy(kwh, all);
  const range = p10Kwh === null ? "–" : `${text(p10Kwh)} to ${text(p90Kwh)}`;
  const error = producedKwh === null || meanKwh === null ? null : meanKwh - producedKwh;
  return (
    <tr>
      <th scope="row">
        <a href={`/sites/${siteUuid}?day=${day}`}>{shortWeekday(day)} {shortDay(day)}</a>
      </th>
      <td class="number" data-label="Produced">{text(producedKwh)}</td>
      <td class="number" data-label="Expected">{text(meanKwh)}</td>
      <td class="number" data-label="P10–P90">{range}</td>
      <td class="number" data-label="Forecast minus produced">
        {error === null ? "–" : signed(error, text(Math.abs(error)))}
      </td>
      <td data-label="Within the range">{verdict(of)}</td>
    </tr>
  );
}

function verdict({ isInside, outage }: ReliabilityDay): string {
  if (outage) return `${outage} marked`;
  return isInside === null ? "–" : isInside ? "yes" : "no";
}

const signed = (value: number, text: string) => `${value < 0 ? "−" : "+"}${text}`;
