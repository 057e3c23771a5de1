import { swaps } from "./htmx.ts";

export interface PaginationProps {
  page: number;
  hasNext: boolean;
  /** The id of the part that holds the page; undefined: an element around it says so. */
  part?: string;
  url: (page: number) => string;
}

/** Links to the previous and the next page; nothing if all fits on one page. */
export function Pagination({ page, hasNext, part, url }: PaginationProps) {
  if (page === 1 && !hasNext) return null;
  return (
    <nav class="pagination" aria-label="Pages">
      {page > 1 && (
        <a id="previous-page" class="button" rel="prev" {...swaps(url(page - 1), part)}>Previous</a>
      )}
      <span data-announce>Page {page}</span>
      {hasNext && (
        <a id="next-page" class="button" rel="next" {...swaps(url(page + 1), part)}>Next</a>
      )}
    </nav>
  );
}
