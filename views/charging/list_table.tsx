import { raw } from "hono/html";
import type { NumberedSession } from "../../domain/charging/session.ts";
import type { SessionListState } from "../../domain/charging/session_list.ts";
import { sunShare } from "../../domain/charging/sun.ts";
import { count, counted } from "../../domain/plural.ts";
import { milliseconds } from "../../domain/time/time.ts";
import { swaps } from "../ui/htmx.ts";
import { reachedFrom, type Sort, sortedUrl } from "./list_url.ts";
import { NetworkDot } from "./network_dot.tsx";
import { costWords, duration, isEstimate, kwh, locationTypeText, money } from "./session_text.ts";
import { sessionTime } from "./session_time.tsx";

export interface TableProps {
  rows: NumberedSession[];
  sessions: number;
  state: SessionListState;
  zone: string;
  currency: string | null;
  /** Whether all rows are ticked at first. */
  isTicked: boolean;
}

const HEADS: { by: Sort; text: string; title: string }[] = [
  { by: "date", text: "Start", title: "Start" },
  { by: "location", text: "Location", title: "Name of the location" },
  { by: "network", text: "Network", title: "Name of the network" },
  { by: "type", text: "Type", title: "AC or DC" },
  { by: "energy", text: "Energy", title: "Energy charged" },
  { by: "duration", text: "Duration", title: "Time of charging" },
  { by: "cost", text: "Cost", title: "Cost" },
];

/** The table of a list; ticked rows can be edited together. */
export function SessionTable(props: TableProps) {
  const { rows, sessions, state, zone, isTicked } = props;
  const first = (state.page - 1) * state.size + 1;
  const from = reachedFrom(state);
  return (
    <>
      <p class="muted" data-announce>
        {sessions <= rows.length
          ? counted(sessions, "session")
          : `${count(first)}–${count(first + rows.length - 1)} of ${counted(sessions, "session")}`}
        , times in {zone}
      </p>
      <table class="sessions">
        <caption class="visually-hidden">Charging sessions</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">Ticked</span>
            </th>
            {HEADS.map((head) => <Head {...head} state={state} />)}
            <th scope="col">Sun</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => lean(<Row row={row} from={from} {...props} isTicked={isTicked} />))}
        </tbody>
      </table>
    </>
  );
}

interface HeadProps {
  by: Sort;
  text: string;
  title: string;
  state: SessionListState;
}

function Head({ by, text, title, state }: HeadProps) {
  const { sort, direction } = state.order;
  const isSorted = sort === by;
  return (
    <th
      scope="col"
      aria-sort={isSorted ? (direction === "desc" ? "descending" : "ascending") : undefined}
    >
      <a id={`sort-${by}`} title={title} {...swaps(sortedUrl(state, by))}>
        {text}
        {isSorted && <span aria-hidden="true">{direction === "desc" ? " ▾" : " ▴"}</span>}
      </a>
    </th>
  );
}

/** HTML lets the end tags of cells and rows be left out: a hundred rows are 5 KB lighter without. */
const lean = (row: { toString(): string }) => raw(row.toString().replaceAll(/<\/t[dhr]>/g, ""));

/**
 * A row of up to a hundred, so that nothing is in it twice: the style goes by the place of a cell, has
 * the dash of an empty one, and isolates names as <bdi> would. A ticked session is known by its number.
 */
function Row({ row, from, zone, currency, isTicked }: TableProps & {
  row: NumberedSession;
  from: string;
}) {
  const start = row.session_start_utc;
  const time = start === null ? "no start known" : sessionTime(milliseconds(start), zone);
  const seconds = row.charge_duration_seconds;
  const place = row.location_name ??
    (row.location_type === null ? null : locationTypeText(row.location_type));
  return (
    <tr>
      <td>
        <input
          type="checkbox"
          name="number"
          value={row.id}
          checked={isTicked || undefined}
          aria-label={time}
        />
      </td>
      <th scope="row">
        <a href={`/charging/${row.session_id}${from}`}>{time}</a>
      </th>
      <td>{place}</td>
      <td>
        <NetworkDot color={row.network_color} />
        {row.network_name}
      </td>
      <td>{row.charge_type}</td>
      <td>{row.energy_kwh === null ? null : kwh(row.energy_kwh)}</td>
      <td>{seconds === null ? null : duration(seconds)}</td>
      <td>
        <Cost row={row} currency={currency} />
      </td>
      <td>
        <Sun row={row} />
      </td>
    </tr>
  );
}

function Cost({ row, currency }: { row: NumberedSession; currency: string | null }) {
  const { shown_cost: cost, shown_cost_source: source } = row;
  if (cost === null || source === null) return <span class="muted">not known</span>;
  if (source.startsWith("free")) return <>free</>;
  const text = money(cost, row.currency ?? currency);
  return isEstimate(source) ? <abbr title={costWords(source)}>~{text}</abbr> : <>{text}</>;
}

/**
 * The share that the sun covered, at most; nothing where it is not measured or the session at no
 * site. Kilowatt-hours would be those at the charger, more than the energy beside them.
 */
function Sun({ row }: { row: NumberedSession }) {
  const share = sunShare(row);
  return share === null ? null : <>{`${Math.round(share * 100)}\u00a0% sun`}</>;
}
