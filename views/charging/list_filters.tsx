import { type FilterOption, RANGES } from "../../domain/charging/session_filter.ts";
import {
  isFiltered,
  listQuery,
  NO_FILTER,
  type SessionListState,
  SEVERAL,
  type Several,
} from "../../domain/charging/session_list.ts";
import { KEEP_ON_ERROR, swaps } from "../ui/htmx.ts";
import { filteredUrl, unfilteredUrl, withoutUrl } from "./list_url.ts";
import { locationTypeText, RANGE_TEXTS } from "./session_text.ts";

export const PART = "sessions";

interface FiltersProps {
  state: SessionListState;
  options: readonly FilterOption[];
}

const LABELS: Record<Several, string> = {
  type: "Type",
  network: "Network",
  location_type: "Location",
  site: "Site",
  vehicle: "Vehicle",
};

/** Links to ranges of time, menus of what sessions have, and what is chosen, each to be taken off. */
export function SessionFilters(props: FiltersProps) {
  return (
    <>
      <div class="site-filters">
        <Ranges {...props} />
        <Choices {...props} />
      </div>
      <Chosen {...props} />
    </>
  );
}

function Ranges({ state }: FiltersProps) {
  const { range, from, to } = state.filter;
  const hasDays = from !== undefined || to !== undefined;
  return (
    <div class="chips">
      {RANGES.map((one) => (
        <a
          id={`range-${one}`}
          class="chip plain"
          aria-current={one === range && !hasDays ? "true" : undefined}
          {...swaps(filteredUrl(state, { range: one, from: undefined, to: undefined }), PART)}
        >
          {RANGE_TEXTS[one]}
        </a>
      ))}
    </div>
  );
}

/** A form that sends all filters; its menus work without JavaScript. */
function Choices({ state, options }: FiltersProps) {
  const { from, to } = state.filter;
  return (
    <form
      class="choices session-choices"
      method="get"
      action="/charging"
      hx-get="/charging"
      hx-target={`#${PART}`}
      hx-swap="outerMorph"
      hx-push-url="true"
      {...KEEP_ON_ERROR}
    >
      <Hidden state={state} />
      <details class="menu">
        <summary class="button">Days</summary>
        <div>
          <label for="from">From</label>
          <input id="from" name="from" type="date" value={from} />
          <label for="to">To</label>
          <input id="to" name="to" type="date" value={to} />
          <button type="submit">Show</button>
        </div>
      </details>
      {SEVERAL.map((facet) => (
        <Menu
          facet={facet}
          state={state}
          options={options.filter((one) => one.facet === facet)}
        />
      ))}
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

function Menu({ facet, state, options }: FiltersProps & { facet: Several }) {
  const chosen = new Set(state.filter[facet].map(String));
  // One value that all sessions have chooses nothing.
  if (options.length < 2 && chosen.size === 0) return null;
  const lost = [...chosen].filter((value) => !options.some((one) => one.value === value));
  return (
    <details class="menu">
      <summary class="button">
        {LABELS[facet]}
        {chosen.size > 0 && ` (${chosen.size})`}
      </summary>
      <fieldset>
        <legend class="visually-hidden">{LABELS[facet]}</legend>
        <div class="boxes">
          {options.map((option) => (
            <label>
              <input
                type="checkbox"
                name={facet}
                value={option.value}
                checked={chosen.has(option.value)}
              />{" "}
              <bdi>{optionText(option)}</bdi>
            </label>
          ))}
        </div>
        {lost.map((value) => <input type="hidden" name={facet} value={value} />)}
        <button type="submit">Show</button>
      </fieldset>
    </details>
  );
}

function optionText({ facet, value, name }: Pick<FilterOption, "facet" | "value" | "name">) {
  if (facet === "location_type") return locationTypeText(value);
  return name ?? value;
}

/** The chosen values as chips: each is a link to the list without it. */
function Chosen({ state, options }: FiltersProps) {
  if (!isFiltered(state)) return null;
  const { from, to, cost } = state.filter;
  const textOf = (facet: Several, value: string) =>
    optionText(
      options.find((one) => one.facet === facet && one.value === value) ??
        { facet, value, name: null },
    );
  return (
    <div class="chips chosen-filters">
      {from && (
        <Chip id="from" url={filteredUrl(state, { from: undefined })} text={`From ${from}`} />
      )}
      {to && <Chip id="to" url={filteredUrl(state, { to: undefined })} text={`To ${to}`} />}
      {cost && (
        <Chip
          id="cost"
          url={filteredUrl(state, { cost: undefined })}
          text={cost === "known" ? "Cost known" : "Cost not known"}
        />
      )}
      {SEVERAL.flatMap((facet) =>
        state.filter[facet].map(String).map((value, at) => (
          <Chip
            id={`${facet}-${at}`}
            url={withoutUrl(state, facet, value)}
            text={textOf(facet, value)}
            label={LABELS[facet]}
          />
        ))
      )}
      <a id="clear-filters" {...swaps(unfilteredUrl(state), PART)}>Clear all filters</a>
    </div>
  );
}

function Chip({ id, url, text, label }: { id: string; url: string; text: string; label?: string }) {
  return (
    <a id={`chip-${id}`} class="chip" aria-current="true" {...swaps(url, PART)}>
      <span class="visually-hidden">Take off{label && ` ${label}`}:</span>
      <bdi>{text}</bdi>
    </a>
  );
}
