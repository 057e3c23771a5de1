import type { FilterOption, SessionFilter } from "../../domain/charging/session_filter.ts";
import {
  filterParameters,
  NO_FILTER,
  SEVERAL,
  type Several,
} from "../../domain/charging/session_list.ts";
import { FACETS, optionText } from "./filter_menus.tsx";

interface ChosenProps {
  filter: SessionFilter;
  options: readonly FilterOption[];
  /** Returns the attributes of a link to the page with another filter. */
  linkTo: (filter: SessionFilter) => { href: string };
}

/** The chosen values as chips: each is a link to the page without it. */
export function ChosenFilters({ filter, options, linkTo }: ChosenProps) {
  if (filterParameters(filter).length === 0) return null;
  const { from, to, cost } = filter;
  const textOf = (facet: Several, value: string) =>
    optionText(
      options.find((one) => one.facet === facet && one.value === value) ??
        { facet, value, name: null },
    );
  const without = (facet: Several, value: string) =>
    linkTo({ ...filter, [facet]: [...filter[facet]].filter((one) => String(one) !== value) });
  return (
    <div class="chips chosen-filters">
      {from && (
        <Chip id="from" link={linkTo({ ...filter, from: undefined })} text={`From ${from}`} />
      )}
      {to && <Chip id="to" link={linkTo({ ...filter, to: undefined })} text={`To ${to}`} />}
      {cost && (
        <Chip
          id="cost"
          link={linkTo({ ...filter, cost: undefined })}
          text={cost === "known" ? "Cost known" : "Cost not known"}
        />
      )}
      {SEVERAL.flatMap((facet) =>
        filter[facet].map(String).map((value, at) => (
          <Chip
            id={`${facet}-${at}`}
            link={without(facet, value)}
            text={textOf(facet, value)}
            label={FACETS[facet]}
          />
        ))
      )}
      <a id="clear-filters" {...linkTo(NO_FILTER)}>Clear all filters</a>
    </div>
  );
}

interface ChipProps {
  id: string;
  link: { href: string };
  text: string;
  label?: string;
}

function Chip({ id, link, text, label }: ChipProps) {
  return (
    <a id={`chip-${id}`} class="chip" aria-current="true" {...link}>
      <span class="visually-hidden">Take off{label && ` ${label}`}:</span>
      <bdi>{text}</bdi>
    </a>
  );
}
