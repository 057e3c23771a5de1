import type { FieldError } from "../../../domain/errors.ts";
import {
  SECURITY_KINDS,
  type SecurityEvent,
  type SecurityQuery,
} from "../../../domain/operations/security_event.ts";
import { count } from "../../../domain/plural.ts";
import { EmptyState } from "../../ui/empty_state.tsx";
import { Pagination } from "../../ui/pagination.tsx";
import { UtcTime } from "../../ui/utc_time.tsx";
import { Filter, pageUrl } from "./filter.tsx";

interface EventsProps {
  query: SecurityQuery;
  /** Newest first. */
  events?: SecurityEvent[];
  page?: number;
  hasNext?: boolean;
}

/** Shows the security log. With invalid days it has errors, and no events were looked up. */
export function SecurityPage(props: EventsProps & { errors?: FieldError[] }) {
  return (
    <>
      <div class="page-head">
        <h1>Security</h1>
      </div>
      <Filter query={props.query} errors={props.errors} />
      {props.events && <EventsTable {...props} />}
    </>
  );
}

export function EventsTable({ query, events = [], page = 1, hasNext = false }: EventsProps) {
  return (
    <section id="events" class="panel" aria-labelledby="events-heading" tabindex={-1}>
      <h2 id="events-heading">Events</h2>
      {events.length === 0 ? <NoEvents query={query} page={page} /> : (
        <table class="list">
          <caption class="visually-hidden">Security events, newest first</caption>
          <thead>
            <tr>
              <th scope="col">Event</th>
              <th scope="col">Who</th>
              <th scope="col">From</th>
              <th scope="col">When</th>
            </tr>
          </thead>
          <tbody>{events.map((event) => <Row event={event} />)}</tbody>
        </table>
      )}
      <Pagination
        page={page}
        hasNext={hasNext}
        part="events"
        url={(wanted) => pageUrl(query, wanted)}
      />
    </section>
  );
}

function Row({ event }: { event: SecurityEvent }) {
  const { kind, times, detail, email, subject_email, address, request_id, at_utc } = event;
  return (
    <tr>
      <th scope="row">
        {SECURITY_KINDS[kind]}
        {times > 1 && <span class="muted">{` ${count(times)} times`}</span>}
        {detail && <small>{detail}</small>}
      </th>
      <td class="wide" data-label="Who">
        {email || (event.user_uuid ? "(no e-mail)" : "nobody")}
        {subject_email && <small>{`about ${subject_email}`}</small>}
      </td>
      <td data-label="From">
        {address ?? "–"}
        {request_id && <small title="Id of the request in the log">{request_id}</small>}
      </td>
      <td data-label="When">
        <UtcTime at={at_utc} />
      </td>
    </tr>
  );
}

function NoEvents({ query, page }: { query: SecurityQuery; page: number }) {
  return page > 1
    ? (
      <EmptyState title="No events on this page">
        <p>
          <a href={pageUrl(query, 1)}>Back to the first page</a>
        </p>
      </EmptyState>
    )
    : (
      <EmptyState title="No events">
        <p>Nothing of this kind was recorded on these days. Try a longer period.</p>
      </EmptyState>
    );
}
