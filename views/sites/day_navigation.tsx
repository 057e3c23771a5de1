import type { Child } from "hono/jsx";
import type { DayRange, View } from "../../domain/time/shown_range.ts";
import type { FormState } from "../ui/form_state.ts";
import { KEEP_ON_ERROR, swaps } from "../ui/htmx.ts";
import { TextInput } from "../ui/inputs.tsx";
import { rangeText, shortRange } from "./range_text.ts";

export interface DayNavigationProps {
  /** Of the site's page. */
  path: string;
  range: DayRange;
  today: Temporal.PlainDate;
  /** Null if there is nothing to see in that direction. */
  previousUrl: string | null;
  nextUrl: string | null;
  todayUrl: string;
  viewUrls: { view: View; url: string }[];
  /** The forms that go to other days. */
  dates: FormState;
  /** The parameters of the address that say which forecast is shown. */
  kept: { switches: Record<string, string> };
}

const VIEW_NAMES: Record<View, string> = {
  "day": "Day",
  "3-days": "3 days",
  "week": "Week",
  "month": "Month",
  "year": "Year",
};

const link = (url: string) => swaps(url, "site-day");

/** Names the days that are shown, and leads to those around them and to any others. */
export function DayNavigation(props: DayNavigationProps) {
  const { range, previousUrl, nextUrl, todayUrl, today } = props;
  const isToday = range.view === "day" && range.first.equals(today);
  return (
    <nav class="day-navigation" aria-label="Days shown">
      {previousUrl && (
        <a
          id="previous-day"
          class="button"
          rel="prev"
          aria-label={`Before: ${shortRange(range, -1)}`}
          {...link(previousUrl)}
        >
          <span aria-hidden="true">←</span>
          <span class="wide">{shortRange(range, -1)}</span>
        </a>
      )}
      {nextUrl && (
        <a
          id="next-day"
          class="button"
          rel="next"
          aria-label={`After: ${shortRange(range, 1)}`}
          {...link(nextUrl)}
        >
          <span class="wide">{shortRange(range, 1)}</span>
          <span aria-hidden="true">→</span>
        </a>
      )}
      <h2 id="day-heading" data-announce>
        <time datetime={`${range.first}`}>{rangeText(range)}</time>
      </h2>
      {!isToday && <a id="today" {...link(todayUrl)}>Today</a>}
      <Views {...props} />
    </nav>
  );
}

function Views({ range, viewUrls, ...props }: DayNavigationProps) {
  return (
    <div class="views">
      {viewUrls.map(({ view, url }) => (
        <a
          id={`view-${view}`}
          aria-current={range.view === view ? "true" : undefined}
          {...link(url)}
        >
          {VIEW_NAMES[view]}
        </a>
      ))}
      <details class="menu" id="other-dates" open={props.dates.errors.length > 0}>
        <summary>Dates</summary>
        <div>
          <DateForm {...props} label="Go to a day" button="Go">
            <TextInput state={props.dates} name="day" label="Day" type="date" />
          </DateForm>
          <DateForm {...props} label="Choose a range" button="Show">
            <TextInput state={props.dates} name="start" label="From" type="date" />
            <TextInput state={props.dates} name="end" label="To, included" type="date" />
          </DateForm>
        </div>
      </details>
    </div>
  );
}

interface DateFormProps extends Pick<DayNavigationProps, "path" | "kept"> {
  label: string;
  button: string;
  children?: Child;
}

/** Renders a form that goes to other days. It is a GET form: the address holds the days. */
function DateForm({ path, kept, label, button, children }: DateFormProps) {
  return (
    <form
      class="switches dates"
      method="get"
      action={path}
      aria-label={label}
      autocomplete="off"
      novalidate
      hx-get={path}
      hx-target="#site-day"
      hx-swap="outerMorph"
      hx-push-url="true"
      {...{ ...KEEP_ON_ERROR, "hx-status:422": "push:false" }}
    >
      {Object.entries(kept.switches).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {children}
      <button type="submit">{button}</button>
    </form>
  );
}
