import { type FilterOption, RANGES } from "../../domain/charging/session_filter.ts";
import { listQuery, NO_FILTER, type SessionListState } from "../../domain/charging/session_list.ts";
import { swaps } from "../ui/htmx.ts";
import { ChosenFilters } from "./chosen_filters.tsx";
import { FilterMenus } from "./filter_menus.tsx";
import { filteredUrl, listUrl } from "./list_url.ts";
import { RANGE_TEXTS } from "./session_text.ts";

export const PART = "sessions";

interface FiltersProps {
  state: SessionListState;
  options: readonly FilterOption[];
}

/** Links to ranges of time, menus of what sessions have, and what is chosen, each to be taken off. */
export function SessionFilters({ state, options }: FiltersProps) {
  const { filter } = state;
  return (
    <>
      <div class="site-filters">
        <Ranges state={state} />
        <Choices state={state} options={options} />
      </div>
      <ChosenFilters
        filter={filter}
        options={options}
        linkTo={(other) => swaps(listUrl({ ...state, filter: other, page: 1 }))}
      />
    </>
  );
}

function Ranges({ state }: { state: SessionListState }) {
  const { range, from, to } = state.filter;
  const hasDays = from !== undefined || to !== undefined;
  return (
    <div class="chips">
      {RANGES.map((one) => (
        <a
          id={`range-${one}`}
          class="chip plain"
          aria-current={one === range && !hasDays ? "true" : undefined}
          {...swaps(filteredUrl(state, { range: one, from: undefined, to: undefined }))}
        >
          {RANGE_TEXTS[one]}
        </a>
      ))}
    </div>
  );
}

/** A form that sends all filters; its menus work without JavaScript. */
function Choices({ state, options }: FiltersProps) {
  return (
    <form
      class="choices session-choices"
      method="get"
      action="/charging"
      hx-get="/charging"
    >
      <Hidden state={state} />
      <FilterMenus filter={state.filter} options={options} />
    </form>
  );
}

/** What the form sends along: order, size, and the filters that are links. */
function Hidden({ state }: { state: SessionListState }) {
  const { range, cost } = state.filter;
  const kept = listQuery({ ...state, filter: { ...NO_FILTER, range, cost }, page: 1 });
  return (
    <>
      {[...new URLSearchParams(kept)].map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
