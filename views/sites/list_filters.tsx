import { ATTENTION_KINDS, attentionLabel } from "../../domain/sites/attention/kinds.ts";
import { countryName } from "../../domain/sites/countries.ts";
import {
  isFiltered,
  listQuery,
  type ListState,
  PAGE_SIZES,
} from "../../domain/sites/list_state.ts";
import { dnoName, gspName } from "../../domain/sites/network.ts";
import type { Facet, SiteFilter } from "../../domain/sites/site_filter.ts";
import { KEEP_ON_ERROR, swaps } from "../ui/htmx.ts";
import { filteredUrl, listUrl } from "./list_url.ts";

/** How many sites have a value of a facet. */
export interface FacetCount {
  facet: Facet;
  value: string;
  sites: number;
}

export const FORM = "site-filter";
export const PART = "sites-table";

/** The search box above the list. Its form has the filters of the part below, too. */
export function ListSearch({ state }: { state: ListState }) {
  return (
    <form
      id={FORM}
      class="search"
      method="get"
      action="/sites"
      role="search"
      hx-get="/sites"
      hx-trigger="input changed delay:300ms from:#q, change, submit"
      hx-target={`#${PART}`}
      hx-swap="outerMorph"
      hx-replace-url="true"
      {...KEEP_ON_ERROR}
    >
      <label class="visually-hidden" for="q">Search by name, client’s number, UUID or place</label>
      <input
        id="q"
        name="q"
        type="search"
        value={state.filter.q}
        placeholder="Name, client’s number, UUID or place"
        maxlength={255}
        dir="auto"
        autocomplete="off"
      />
      <button type="submit">Search</button>
    </form>
  );
}

interface FiltersProps {
  state: ListState;
  facets: readonly FacetCount[];
}

/** The filters: links for those with few values, lists of choices for places. */
export function ListFilters({ state, facets }: FiltersProps) {
  return (
    <div class="site-filters">
      <Hidden state={state} />
      <div class="chips">
        <Chips label="Type" facet="asset_type" words={TYPES} state={state} facets={facets} />
        <Chips label="Data" facet="data" words={DATA} state={state} facets={facets} />
        <Chips label="Attention" facet="attention" words={KINDS} state={state} facets={facets} />
        <Chips label="State" facet="active" words={ACTIVE} state={state} facets={facets} />
      </div>
      <div class="choices">
        <Choice label="Country" facet="country" name={countryName} state={state} facets={facets} />
        <Choice label="Region" facet="region" name={String} state={state} facets={facets} />
        <Choice label="DNO" facet="dno" name={dnoName} state={state} facets={facets} />
        <Choice label="GSP" facet="gsp" name={gspName} state={state} facets={facets} />
        {isFiltered(state) && (
          <a id="clear-filters" {...swaps(listUrl({ ...state, filter: {}, page: 1 }), PART)}>
            Clear all filters
          </a>
        )}
      </div>
    </div>
  );
}

/** What the form sends along: order, size, and the filters that are links. */
function Hidden({ state }: { state: ListState }) {
  const { asset_type, data, active, attention } = state.filter;
  const kept = listQuery({ ...state, filter: { asset_type, data, active, attention }, page: 1 });
  return (
    <>
      {[...new URLSearchParams(kept)].map(([name, value]) => (
        <input type="hidden" name={name} value={value} form={FORM} />
      ))}
    </>
  );
}

const TYPES = { pv: "PV", wind: "Wind" };
const DATA = {
  up_to_date: "Data in time",
  forecast_late: "Forecast late",
  measurements_late: "Measurements late",
};
const KINDS = Object.fromEntries(ATTENTION_KINDS.map((kind) => [kind, attentionLabel(kind)]));
/** Active sites are those that the list has anyway. */
const ACTIVE = { false: "Inactive" };

interface ChipsProps extends FiltersProps {
  label: string;
  facet: "asset_type" | "data" | "active" | "attention";
  words: Record<string, string>;
}

function Chips({ label, facet, words, state, facets }: ChipsProps) {
  const counts = new Map(
    facets.filter((one) => one.facet === facet).map(({ value, sites }) => [value, sites]),
  );
  const chosen = state.filter[facet];
  // What needs attention stands above the list, unless one kind of it is chosen.
  const isOffered = (value: string) =>
    facet === "attention" ? chosen !== undefined && counts.has(value) : counts.has(value);
  const shown = Object.keys(words).filter((value) => isOffered(value) || value === chosen);
  // One value that all sites have chooses nothing.
  if (facet === "asset_type" && shown.length < 2 && chosen === undefined) return null;
  if (shown.length === 0) return null;
  return (
    <>
      {shown.map((value) => {
        const isChosen = value === chosen;
        const change = { [facet]: isChosen ? undefined : value } as SiteFilter;
        return (
          <a
            id={`${facet}-${value}`}
            class={facet === "attention" ? "chip attention" : "chip"}
            aria-current={isChosen ? "true" : undefined}
            {...swaps(filteredUrl(state, change), PART)}
          >
            <span class="visually-hidden">{label}:</span>
            {words[value]} <span class="count">{counts.get(value) ?? 0}</span>
          </a>
        );
      })}
    </>
  );
}

interface ChoiceProps extends FiltersProps {
  label: string;
  facet: "country" | "region" | "dno" | "gsp";
  /** The name of a value that a column has; null when it has none. */
  name: (value: string) => string | null;
}

function Choice({ label, facet, name, state, facets }: ChoiceProps) {
  const chosen = state.filter[facet];
  const options = facets.filter((one) => one.facet === facet)
    .flatMap(({ value, sites }) => {
      const text = name(value);
      return text === null ? [] : [{ text, value: facet === "country" ? value : text, sites }];
    })
    .sort((a, b) => a.text < b.text ? -1 : 1);
  if (options.length < 2 && chosen === undefined) return null;
  const isKnown = options.some(({ value }) => value.toLowerCase() === chosen?.toLowerCase());
  return (
    <label class={chosen === undefined ? undefined : "chosen"}>
      <span class="visually-hidden">{label}</span>
      <select id={`filter-${facet}`} name={facet} form={FORM}>
        <option value="">{`${label}: all`}</option>
        {chosen !== undefined && !isKnown && <option value={chosen} selected>{chosen}</option>}
        {options.map(({ text, value, sites }) => (
          <option value={value} selected={value.toLowerCase() === chosen?.toLowerCase()}>
            {`${text} (${sites})`}
          </option>
        ))}
      </select>
    </label>
  );
}

/** How many sites a page has. */
export function PageSizes({ state }: { state: ListState }) {
  return (
    <span class="sizes">
      {PAGE_SIZES.map((size) => (
        <a
          id={`size-${size}`}
          aria-current={size === state.size ? "true" : undefined}
          {...swaps(listUrl({ ...state, size, page: 1 }), PART)}
        >
          {size}
        </a>
      ))} a page
    </span>
  );
}
