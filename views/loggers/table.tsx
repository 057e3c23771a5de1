import {
  type ListedLogger,
  loggerListQuery,
  type LoggerListState,
  type LoggerSort,
  sortedBy,
} from "../../domain/loggers/logger_list.ts";
import { siteName } from "../../domain/sites/site.ts";
import { momentText } from "../../domain/time/moment_text.ts";
import { instantOf } from "../../domain/time/utc_text.ts";
import { Badge } from "../ui/badge.tsx";
import { EmptyState } from "../ui/empty_state.tsx";
import { refreshes, swaps } from "../ui/htmx.ts";
import { Pagination } from "../ui/pagination.tsx";
import { StateBadge } from "./state_badge.tsx";
import { loggersUrl, loggerUrl } from "./urls.ts";

/** Id of the part that htmx swaps. */
export const PART = "loggers-table";

export interface LoggersProps {
  rows: ListedLogger[];
  hasNext: boolean;
  state: LoggerListState;
  now: Temporal.Instant;
  /** Address of the list. */
  path: string;
  /** Whether all are of the site whose page this is. */
  isOfSite?: boolean;
}

const HEADS: { by: LoggerSort; text: string; title: string; class?: string }[] = [
  { by: "name", text: "Logger", title: "Name of the logger" },
  { by: "site", text: "Site", title: "Name of the site" },
  { by: "state", text: "State", title: "Silent ones first" },
  { by: "seen", text: "Last seen", title: "When the newest reading arrived" },
  { by: "variables", text: "Variables", title: "How many variables it sends", class: "number" },
  { by: "alarms", text: "Open alarms", title: "How many alarms are open", class: "number" },
];

/** Lists loggers; what htmx swaps when it is searched, sorted or turned over. */
export function LoggersPart(props: LoggersProps) {
  const { rows, hasNext, state, path, isOfSite } = props;
  const url = (changes: Partial<LoggerListState> = {}) =>
    path + loggerListQuery({ ...state, ...changes });
  return (
    <section id={PART} aria-label="Loggers" tabindex={-1} {...refreshes(url())}>
      {rows.length === 0 ? <NoneFound {...props} /> : (
        <table class="list dense sortable">
          <caption class="visually-hidden">Loggers, and whether they send</caption>
          <thead>
            <tr>
              {HEADS.filter(({ by }) => !isOfSite || by !== "site").map((head) => (
                <Head {...head} state={state} path={path} />
              ))}
            </tr>
          </thead>
          <tbody>{rows.map((row) => <Row row={row} {...props} />)}</tbody>
        </table>
      )}
      <Pagination page={state.page} hasNext={hasNext} part={PART} url={(page) => url({ page })} />
    </section>
  );
}

function Head(
  { by, text, title, state, path, ...props }:
    & typeof HEADS[number]
    & Pick<LoggersProps, "state" | "path">,
) {
  const isSorted = state.sort === by;
  const url = path + loggerListQuery(sortedBy(state, by));
  return (
    <th
      scope="col"
      {...props}
      aria-sort={isSorted ? (state.isDescending ? "descending" : "ascending") : undefined}
    >
      <a id={`sort-${by}`} title={title} {...swaps(url, PART)}>
        {text}
        {isSorted && <span aria-hidden="true">{state.isDescending ? " ▾" : " ▴"}</span>}
      </a>
    </th>
  );
}

function Row({ row, now, isOfSite }: LoggersProps & { row: ListedLogger }) {
  const seen = instantOf(row.last_seen_utc);
  return (
    <tr>
      <th scope="row">
        <a href={loggerUrl(row)}>
          <bdi>{row.name}</bdi>
        </a>
      </th>
      {!isOfSite && (
        <td data-label="Site">
          <a href={loggersUrl(row.site_uuid)}>
            <bdi>{siteName(row)}</bdi>
          </a>
        </td>
      )}
      <td data-label="State">
        <StateBadge logger={row} now={now} />
      </td>
      <td data-label="Last seen">
        {seen
          ? <time datetime={`${seen}`}>{momentText(seen, row.zone)}</time>
          : <span class="muted">never</span>}
      </td>
      <td data-label="Variables" class="number">{row.variables}</td>
      <td data-label="Open alarms" class="number">
        {row.open_alarms === 0 ? <span class="muted">0</span> : (
          <a href={loggerUrl(row, "/alarms")}>
            <Badge tone="warn" text={`${row.open_alarms} open`} />
          </a>
        )}
      </td>
    </tr>
  );
}

function NoneFound({ state, path }: LoggersProps) {
  return (
    <EmptyState title="No loggers found">
      <p>
        {state.query
          ? `No name of a logger or a site contains “${state.query}”. `
          : "There are no loggers on this page. "}
        <a href={path}>Show all loggers</a>
      </p>
    </EmptyState>
  );
}
