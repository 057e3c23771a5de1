import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { shortDay } from "../ui/day_text.ts";
import type { FormState } from "../ui/form_state.ts";
import { KEEP_ON_ERROR, swaps } from "../ui/htmx.ts";
import { TextInput } from "../ui/inputs.tsx";
import { longDay } from "../ui/time.tsx";

export interface DayNavigationProps {
  /** Of the site's page. */
  path: string;
  day: SiteDay;
  /** Null if there is nothing to see in that direction. */
  previousUrl: string | null;
  nextUrl: string | null;
  todayUrl: string;
  /** The form that goes to a day. */
  dates: FormState;
  /** The parameters of the address that other days keep. */
  kept: Record<string, string>;
}

/** Names the day that is shown, and leads to the days around it and to any other. */
export function DayNavigation(props: DayNavigationProps) {
  const { day, previousUrl, nextUrl, todayUrl, dates } = props;
  const link = (url: string) => swaps(url, "site-day");
  return (
    <nav class="day-navigation" aria-label="Day">
      {previousUrl && (
        <a id="previous-day" class="button" rel="prev" {...link(previousUrl)}>
          <span aria-hidden="true">←</span>
          <span class="wide">{shortDay(day.day.subtract({ days: 1 }))}</span>
        </a>
      )}
      {nextUrl && (
        <a id="next-day" class="button" rel="next" {...link(nextUrl)}>
          <span class="wide">{shortDay(day.day.add({ days: 1 }))}</span>
          <span aria-hidden="true">→</span>
        </a>
      )}
      <h2 id="day-heading" data-announce>
        <time datetime={day.day.toString()}>{longDay(day.day)}</time>
      </h2>
      {day.when !== "today" && <a id="today" {...link(todayUrl)}>Today</a>}
      <details class="menu" id="other-dates" open={dates.errors.length > 0}>
        <summary class="button">Other dates</summary>
        <div>
          <DateForm {...props} />
        </div>
      </details>
    </nav>
  );
}

/** Renders the form that goes to a day. It is a GET form: the address holds the day. */
function DateForm({ path, dates, kept }: DayNavigationProps) {
  return (
    <form
      class="switches dates"
      method="get"
      action={path}
      aria-label="Go to a day"
      autocomplete="off"
      novalidate
      hx-get={path}
      hx-target="#site-day"
      hx-swap="outerMorph"
      hx-push-url="true"
      {...{ ...KEEP_ON_ERROR, "hx-status:422": "push:false" }}
    >
      {Object.entries(kept).map(([name, value]) => (
        <input
          type="hidden"
          name={name}
          value={value}
        />
      ))}
      <TextInput state={dates} name="day" label="Day" type="date" />
      <button type="submit">Go</button>
    </form>
  );
}
