import type { Child } from "hono/jsx";
import { raw } from "hono/html";
import { LRUCache } from "lru-cache";
import { MINUTE } from "../../domain/time/time.ts";
import { ListRow, type RowProps } from "../../views/sites/list_row.tsx";

/** How much HTML is kept, with its keys: some 4,000 rows. */
const MOST_CHARACTERS = 8_000_000;

/**
 * Makes a component that renders rows of the list of sites, and keeps their HTML for as long as they
 * would look the same: figures are stored once a quarter hour, while pages of a list are read, turned
 * and refreshed more often than that.
 */
export function keptRows(): (props: RowProps) => Child {
  const cache = new LRUCache<string, string>({
    maxSize: MOST_CHARACTERS,
    sizeCalculation: (html, key) => html.length + key.length,
  });
  return (props) => {
    const key = contentKey(props);
    if (key === undefined) return <ListRow {...props} />;
    let html = cache.get(key);
    if (html === undefined) {
      html = String(<ListRow {...props} />);
      cache.set(key, html);
    }
    return raw(html);
  };
}

/** Returns what the HTML of a row follows from; undefined for figures that are not stored. */
function contentKey({ row, from, nowMs, apart }: RowProps): string | undefined {
  const { stored_key: stored, kinds, is_forecast_late, is_measured_late } = row;
  if (stored === null) return undefined;
  // The row says how old late values are, in minutes or more.
  const minute = is_forecast_late || is_measured_late ? Math.floor(nowMs / MINUTE) : null;
  return JSON.stringify([stored, kinds, minute, apart, from]);
}
