import { KEEP_ON_ERROR } from "./htmx.ts";

export interface SearchProps {
  /** Address of the list that is searched. */
  action: string;
  label: string;
  query: string;
  /** Id of the part with the results, which is replaced while the user types. */
  part: string;
  /** Parameters of the address that stay as they are. */
  kept?: Record<string, string>;
}

/** Renders the search box above a list. Without JavaScript its button sends it. */
export function Search({ action, label, query, part, kept = {} }: SearchProps) {
  const parameters = new URLSearchParams(kept).toString();
  return (
    <form class="search" method="get" action={action} role="search">
      {Object.entries(kept).map(([name, value]) => (
        <input
          type="hidden"
          name={name}
          value={value}
        />
      ))}
      <label class="visually-hidden" for="q">{label}</label>
      <input
        id="q"
        name="q"
        type="search"
        value={query}
        placeholder={label}
        autocomplete="off"
        hx-get={parameters ? `${action}?${parameters}` : action}
        hx-trigger="input changed delay:300ms, search"
        hx-target={`#${part}`}
        hx-swap="outerMorph"
        hx-replace-url="true"
        {...KEEP_ON_ERROR}
      />
      <button type="submit">Search</button>
    </form>
  );
}
