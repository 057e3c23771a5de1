import {
  type FilterOption,
  RANGES,
  type SessionFilter,
} from "../../domain/charging/session_filter.ts";
import { filterParameters, NO_FILTER } from "../../domain/charging/session_list.ts";
import { ChosenFilters } from "./chosen_filters.tsx";
import { FilterMenus } from "./filter_menus.tsx";
import { filterUrl } from "./list_url.ts";
import { RANGE_TEXTS } from "./session_text.ts";

interface SumsFilterProps {
  path: string;
  filter: SessionFilter;
  options: readonly FilterOption[];
  /** Other parameters of the page. */
  kept?: Record<string, string>;
}

/** Links to ranges of time, menus of what limits the sessions that are summed up, and what does. */
export function SumsFilter({ path, filter, options, kept = {} }: SumsFilterProps) {
  const { range, cost } = filter;
  const linked = filterParameters({ ...NO_FILTER, range, cost });
  return (
    <>
      <div class="site-filters">
        <Ranges path={path} filter={filter} kept={kept} />
        <form class="choices session-choices" method="get" action={path}>
          {[...linked, ...Object.entries(kept)].map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <FilterMenus filter={filter} options={options} />
        </form>
      </div>
      <ChosenFilters
        filter={filter}
        options={options}
        linkTo={(other) => ({ href: filterUrl(path, other, kept) })}
      />
    </>
  );
}

function Ranges({ path, filter, kept = {} }: Omit<SumsFilterProps, "options">) {
  const { from, to, range, ...others } = filter;
  const hasDays = from !== undefined || to !== undefined;
  return (
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
  );
}
