import { type NamedSite, siteName } from "../../domain/sites/site.ts";

export interface NeighboursProps {
  previous?: NamedSite;
  next?: NamedSite;
  /** Query string of the list that they are of, without `?`; empty for the whole list by name. */
  list: string;
}

/** Links to the sites before and after this one in the list that it was reached from. */
export function Neighbours({ previous, next, list }: NeighboursProps) {
  if (!previous && !next) return null;
  const url = (site: NamedSite) =>
    `/sites/${site.site_uuid}${list === "" ? "" : `?${new URLSearchParams({ list })}`}`;
  return (
    <nav class="neighbours" aria-label="Other sites of the list">
      {previous && (
        <a rel="prev" href={url(previous)}>
          ‹ <span class="visually-hidden">Previous:</span>
          <bdi>{siteName(previous)}</bdi>
        </a>
      )}
      {next && (
        <a rel="next" href={url(next)}>
          <span class="visually-hidden">Next:</span>
          <bdi>{siteName(next)}</bdi> ›
        </a>
      )}
    </nav>
  );
}
