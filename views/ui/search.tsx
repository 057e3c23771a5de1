import { KEEP_ON_ERROR } from "./htmx.ts";

export interface SearchProps {
  /** Address of the list. */
  action: string;
  label: string;
  query: string;
  /** Id of the part that lists what was found: swapped while one types. */
  part: string;
}

/** One box over a list. Without JavaScript it is sent by its button. */
export function Search({ action, label, query, part }: SearchProps) {
  return (
    <form class="search" method="get" action={action} role="search">
      <label class="visually-hidden" for="q">{label}</label>
      <input
        id="q"
        name="q"
        type="search"
        value={query}
        placeholder={label}
        autocomplete="off"
        hx-get={action}
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
