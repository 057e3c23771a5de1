import type { AccuracyPeriod, Light } from "../../domain/accuracy/accuracy.ts";
import { date, dayAndMonth } from "../ui/day_text.ts";
import { swaps } from "../ui/htmx.ts";

interface DaylightLinksProps {
  /** Address of the page; it may have a query. */
  path: string;
  light: Light;
  /** Id of the part that is replaced. */
  part: string;
}

const CHOICES: [light: Light, text: string][] = [["daylight", "Daylight"], ["day", "Whole day"]];

/**
 * Links to the numbers for daylight and for the whole day. Both links name their choice in the
 * address, because an address without one shows whichever has numbers.
 */
export function DaylightLinks({ path, light, part }: DaylightLinksProps) {
  return (
    <nav class="actions hours-counted" aria-label="Which hours count">
      {CHOICES.map(([choice, text]) => (
        <a
          id={`light-${choice}`}
          class="button"
          aria-current={choice === light ? "true" : undefined}
          {...swaps(addressOf(path, choice), part)}
        >
          {text}
        </a>
      ))}
    </nav>
  );
}

function addressOf(path: string, light: Light): string {
  return `${path}${path.includes("?") ? "&" : "?"}light=${light}`;
}

/** Shows the period counted: `22 October to 20 November 2026, complete days of UTC.` */
export function PeriodText({ period: { from, to } }: { period: AccuracyPeriod }) {
  return <>{`${dayText(from, from.year !== to.year)} to ${dayText(to)}, complete days of UTC.`}</>;
}

function dayText(day: Temporal.PlainDate, withYear = true): string {
  return withYear ? date(day) : dayAndMonth(day);
}
