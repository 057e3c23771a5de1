import type { FilterOption, SessionFilter } from "../../domain/charging/session_filter.ts";
import { SEVERAL, type Several } from "../../domain/charging/session_list.ts";
import { locationTypeText } from "./session_text.ts";

interface MenusProps {
  filter: SessionFilter;
  /** What sessions of the period have. */
  options: readonly FilterOption[];
}

export const FACETS: Record<Several, string> = {
  type: "Type",
  network: "Network",
  location_type: "Location",
  site: "Site",
  vehicle: "Vehicle",
};

/** Menus of a form: the first and last day, and what sessions have, several of each. */
export function FilterMenus({ filter, options }: MenusProps) {
  return (
    <>
      <details class="menu">
        <summary class="button">Days</summary>
        <div>
          <label for="from">From</label>
          <input id="from" name="from" type="date" value={filter.from} />
          <label for="to">To</label>
          <input id="to" name="to" type="date" value={filter.to} />
          <button type="submit">Show</button>
        </div>
      </details>
      {SEVERAL.map((facet) => (
        <Menu
          facet={facet}
          filter={filter}
          options={options.filter((o) => o.facet === facet)}
        />
      ))}
    </>
  );
}

function Menu({ facet, filter, options }: MenusProps & { facet: Several }) {
  const chosen = new Set(filter[facet].map(String));
  // One value that all sessions have chooses nothing.
  if (options.length < 2 && chosen.size === 0) return null;
  const lost = [...chosen].filter((value) => !options.some((one) => one.value === value));
  return (
    <details class="menu">
      <summary class="button">
        {FACETS[facet]}
        {chosen.size > 0 && ` (${chosen.size})`}
      </summary>
      <fieldset>
        <legend class="visually-hidden">{FACETS[facet]}</legend>
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

/** Returns the words for a value of a filter: its name, where it has one. */
export function optionText(
  { facet, value, name }: Pick<FilterOption, "facet" | "value" | "name">,
): string {
  if (facet === "location_type") return locationTypeText(value);
  return name ?? value;
}
