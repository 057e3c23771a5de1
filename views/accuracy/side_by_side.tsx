/** The forecasts of a site side by side, on its page. */
import { LEAST_DAYS, type Side, type SideBySide } from "../../domain/accuracy/side_by_side.ts";
import type { EnergyRange } from "../../domain/forecasts/energy/calibration.ts";
import { energy } from "../ui/numbers.ts";
import { againstText, dayName, sideBySideSentences, sideName } from "./side_by_side_words.ts";

export interface SideBySideProps {
  compared: SideBySide;
  /** By the clock of the site. */
  today: Temporal.PlainDate;
}

/** Says which of a site's forecasts is better and how much surer weather makes it, with a table. */
export function SideBySidePanel(props: SideBySideProps) {
  const { compared, today } = props;
  return (
    <section class="panel side-by-side" aria-labelledby="side-by-side-heading">
      <h2 id="side-by-side-heading">Forecasts side by side</h2>
      {sideBySideSentences(compared, today).map((sentence) => (
        <p class="summary">
          {sentence.map((part) => typeof part === "string" ? part : <b>{part.figure}</b>)}
        </p>
      ))}
      <SidesTable {...props} />
    </section>
  );
}

/** Lists what each forecast was off by, once that can be compared, and what it expects next. */
function SidesTable({ compared, today }: SideBySideProps) {
  const { sides, days, nextDay } = compared;
  const kwhs = sides.flatMap(({ maeKwh, next }) => [
    ...maeKwh === null ? [] : [maeKwh],
    ...next ? [next.meanKwh] : [],
  ]);
  const next = nextDay && capitalised(dayName(nextDay, today));
  const offBy = days > 0 ? `Off by, over ${days} days` : undefined;
  return (
    <table class="list comparison">
      <caption>
        Energy of a day, as expected at 9:00 of the day before
        {!offBy && `; errors are compared from ${LEAST_DAYS} days on`}
      </caption>
      <thead>
        <tr>
          <th scope="col">Forecast</th>
          {offBy && <th scope="col" class="number">{offBy}</th>}
          {offBy && <th scope="col" class="number">{AGAINST}</th>}
          {next && <th scope="col" class="number">{next}</th>}
        </tr>
      </thead>
      <tbody>
        {sides.map((side) => (
          <tr>
            <th scope="row">{sideName(side, compared)}</th>
            {offBy && <td class="number" data-label={offBy}>{offByText(side, kwhs)}</td>}
            {offBy && <td class="number" data-label={AGAINST}>{againstText(side)}</td>}
            {next && (
              <td class="number" data-label={next}>
                {side.next ? <Expected range={side.next} kwhs={kwhs} /> : "–"}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const AGAINST = "Against the baseline";

const offByText = ({ maeKwh }: Side, kwhs: number[]) =>
  maeKwh === null ? "too few days" : energy(maeKwh, kwhs);

function Expected({ range, kwhs }: { range: EnergyRange; kwhs: number[] }) {
  const { meanKwh, p10Kwh, p90Kwh } = range;
  return (
    <>
      {energy(meanKwh, kwhs)}
      {p10Kwh !== null && p90Kwh !== null && (
        <small>{`${energy(p10Kwh, kwhs)} to ${energy(p90Kwh, kwhs)}`}</small>
      )}
    </>
  );
}

const capitalised = (text: string) => `${text[0]!.toUpperCase()}${text.slice(1)}`;
