import type { SessionRow } from "../../domain/charging/session.ts";
import type { SessionListState } from "../../domain/charging/session_list.ts";
import { sunShare } from "../../domain/charging/sun.ts";
import { count, counted } from "../../domain/plural.ts";
import { milliseconds } from "../../domain/time/time.ts";
import { swaps } from "../ui/htmx.ts";
import { PART } from "./list_filters.tsx";
import { reachedFrom, type Sort, sortedUrl } from "./list_url.ts";
import { NetworkDot } from "./network_dot.tsx";
import { costWords, duration, isEstimate, kwh, locationTypeText, money } from "./session_text.ts";
import { sessionTime } from "./session_time.tsx";

export interface TableProps {
  rows: SessionRow[];
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
          {rows.map((row) => <Row row={row} from={from} {...props} isTicked={isTicked} />)}
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
      <a id={`sort-${by}`} title={title} {...swaps(sortedUrl(state, by), PART)}>
        {text}
        {isSorted && <span aria-hidden="true">{direction === "desc" ? " ▾" : " ▴"}</span>}
      </a>
    </th>
  );
}

/** A row of up to a hundred: the style goes by the place of a cell, so that no row repeats classes. */
function Row({ row, from, zone, currency, isTicked }: TableProps & {
  row: SessionRow;
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
        <label>
          <input
            type="checkbox"
            name="session_ids"
            value={row.session_id}
            checked={isTicked}
            aria-label={`Tick ${time}`}
          />
        </label>
      </td>
      <th scope="row">
        <a href={`/charging/${row.session_id}${from}`}>{time}</a>
      </th>
      <td>{place === null ? <None /> : <bdi>{place}</bdi>}</td>
      <td>
        {row.network_name === null ? <None /> : (
          <>
            <NetworkDot color={row.network_color} /> <bdi>{row.network_name}</bdi>
          </>
        )}
      </td>
      <td>{row.charge_type ?? <None />}</td>
      <td>{row.energy_kwh === null ? <None /> : kwh(row.energy_kwh)}</td>
      <td>{seconds === null ? <None /> : duration(seconds)}</td>
      <td>
        <Cost row={row} currency={currency} />
      </td>
      <td>
        <Sun row={row} />
      </td>
    </tr>
  );
}

const None = () => <span class="muted">–</span>;

function Cost({ row, currency }: { row: SessionRow; currency: string | null }) {
  const { shown_cost: cost, shown_cost_source: source } = row;
  if (cost === null || source === null) return <span class="muted">not known</span>;
  if (source.startsWith("free")) return <>free</>;
  const text = money(cost, row.currency ?? currency);
  return isEstimate(source) ? <abbr title={costWords(source)}>~{text}</abbr> : <>{text}</>;
}

/**
 * The share that the sun covered, at most; a dash where it is not measured or the session at no
 * site. Kilowatt-hours would be those at the charger, more than the energy beside them.
 */
function Sun({ row }: { row: SessionRow }) {
  const share = sunShare(row);
  return share === null ? <None /> : <>{`${Math.round(share * 100)}\u00a0% sun`}</>;
}
