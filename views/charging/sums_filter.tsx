import { RANGES, type SessionFilter } from "../../domain/charging/session_filter.ts";
import { filterParameters, NO_FILTER } from "../../domain/charging/session_list.ts";

export const RANGE_TEXTS: Record<typeof RANGES[number], string> = {
  "7d": "7 days",
  "30d": "30 days",
  "90d": "90 days",
  ytd: "This year",
  "1y": "1 year",
  all: "All",
};

interface SumsFilterProps {
  path: string;
  filter: SessionFilter;
  /** Other parameters of the page. */
  kept?: Record<string, string>;
}

/** Returns the address of a page of sums for a filter. */
export function sumsUrl(path: string, filter: SessionFilter, kept: Record<string, string> = {}) {
  const query = new URLSearchParams([...filterParameters(filter), ...Object.entries(kept)]);
  return query.size === 0 ? path : `${path}?${query}`;
}

/** Links to ranges of time, a form for days, and what else limits the sessions that are summed up. */
export function SumsFilter({ path, filter, kept = {} }: SumsFilterProps) {
  const { from, to, range, ...others } = filter;
  const hasDays = from !== undefined || to !== undefined;
  const rest = { ...NO_FILTER, ...others };
  const limits = filterParameters(rest);
  return (
    <div class="site-filters">
      <div class="chips">
        {RANGES.map((one) => (
          <a
            class="chip plain"
            aria-current={one === range && !hasDays ? "true" : undefined}
            href={sumsUrl(path, { ...others, range: one }, kept)}
          >
            {RANGE_TEXTS[one]}
          </a>
        ))}
      </div>
      <form class="switches" method="get" action={path}>
        {[...limits, ...Object.entries(kept)].map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <div class="field">
          <label for="from">From</label>
          <input id="from" name="from" type="date" value={from} />
        </div>
        <div class="field">
          <label for="to">To</label>
          <input id="to" name="to" type="date" value={to} />
        </div>
        <button type="submit">Show</button>
      </form>
      {limits.length > 0 && (
        <p>
          Only sessions by {limits.map(([name]) => FILTER_TEXTS[name] ?? name).join(", ")}.{" "}
          <a href={sumsUrl(path, { ...NO_FILTER, range, from, to }, kept)}>Show all sessions</a>
        </p>
      )}
    </div>
  );
}

const FILTER_TEXTS: Record<string, string> = {
  type: "a type of charging",
  network: "a network",
  location_type: "a type of location",
  site: "a site",
  vehicle: "a vehicle",
  cost: "whether the cost is known",
};
