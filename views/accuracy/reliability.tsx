import { Term } from "../ui/term.tsx";
import type { ReliabilityDay } from "../../domain/accuracy/reliability.ts";
import { summaryOf } from "../../domain/accuracy/reliability_summary.ts";
import { shortDay } from "../ui/day_text.ts";
import { DayColumns } from "./day_columns.tsx";
import { NOTHING_TO_COMPARE, reliabilityHints, reliabilitySentence } from "./reliability_words.ts";

export interface ReliabilityProps {
  siteUuid: string;
  /** The days that are compared, in order. */
  days: readonly ReliabilityDay[];
}

/** Shows, on a site's page, how reliable day-ahead energies were, with the way to more. */
export function Reliability(props: ReliabilityProps) {
  return (
    <section class="panel reliability" aria-labelledby="reliability-heading">
      <h2 id="reliability-heading">How reliable it is</h2>
      <ReliabilityText {...props} />
      <p>
        <a href={`/sites/${props.siteUuid}/accuracy`}>
          More about how good the forecast is
        </a>
      </p>
    </section>
  );
}

/** Says in a sentence how reliable day-ahead energies were, and draws each day as a column. */
export function ReliabilityText({ siteUuid, days }: ReliabilityProps) {
  const summary = summaryOf(days);
  const hints = reliabilityHints(summary);
  if (summary.compared === 0) return <p class="muted">{NOTHING_TO_COMPARE}</p>;
  return (
    <>
      <p class="summary">
        {reliabilitySentence(summary).map((part) =>
          typeof part === "string" ? part : <b>{part.figure}</b>
        )}
      </p>
      <figure>
        <DayColumns siteUuid={siteUuid} days={days} />
        <figcaption>
          {`${shortDay(days[0]!.day)} to ${shortDay(days.at(-1)!.day)}: `}
          <span class="key made">produced</span> against <span class="key expected">expected</span>
          {" "}
          at 9:00 of the day before (<Term id="day-ahead">day-ahead</Term>), with its{" "}
          <span class="key range">range</span> (<Term id="band">P10–P90</Term>);{" "}
          <span class="marks">
            <b>▲</b> above, <b>▼</b> below it
            {days.some(({ outage }) => outage) && (
              <>
                ; <b>✕</b> outage or curtailment, not compared
              </>
            )}
          </span>. Each day is a link. {hints.join(" ")}
        </figcaption>
      </figure>
    </>
  );
}
