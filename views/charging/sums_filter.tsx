import { RANGES, type SessionFilter } from "../../domain/charging/session_filter.ts";
import { filterParameters, NO_FILTER } from "../../domain/charging/session_list.ts";
import { filterUrl } from "./list_url.ts";
import { RANGE_TEXTS } from "./session_text.ts";

interface SumsFilterProps {
  path: string;
  filter: SessionFilter;
  /** Other parameters of the page. */
  kept?: Record<string, string>;
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
            href={filterUrl(path, { ...others, range: one }, kept)}
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
          <a href={filterUrl(path, { ...NO_FILTER, range, from, to }, kept)}>Show all sessions</a>
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
