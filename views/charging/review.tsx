import type { ListedLocation } from "../../domain/charging/location.ts";
import type { ListedNetwork } from "../../domain/charging/network.ts";
import { counted } from "../../domain/plural.ts";
import { EmptyState } from "../ui/empty_state.tsx";
import { ChargingNav } from "./nav.tsx";

interface ReviewPageProps {
  networks: ListedNetwork[];
  locations: ListedLocation[];
}

/** Lists networks and locations that a program made, to be confirmed, corrected, merged or dropped. */
export function ReviewPage({ networks, locations }: ReviewPageProps) {
  return (
    <>
      <header class="page-head">
        <h1>Review</h1>
      </header>
      <ChargingNav here="/charging/review" />
      {networks.length + locations.length === 0
        ? (
          <EmptyState title="Nothing to review">
            <p>New networks and locations that files or programs name are listed here.</p>
          </EmptyState>
        )
        : <p>Files or programs named these for the first time. Decide whether they are right.</p>}
      {networks.length > 0 && (
        <ReviewTable
          title="Networks"
          rows={networks.map(({ id, network_name, source_system, sessions }) => ({
            path: `/charging/networks/${id}`,
            name: network_name,
            source: source_system,
            what: counted(sessions, "session"),
          }))}
        />
      )}
      {locations.length > 0 && (
        <ReviewTable
          title="Locations"
          rows={locations.map(({ id, location_name, source_system, sessions, address }) => ({
            path: `/charging/locations/${id}`,
            name: location_name,
            source: source_system,
            what: [counted(sessions, "session"), address].filter(Boolean).join(", "),
          }))}
        />
      )}
    </>
  );
}

interface ReviewRow {
  path: string;
  name: string;
  source: string | null;
  what: string;
}

function ReviewTable({ title, rows }: { title: string; rows: ReviewRow[] }) {
  return (
    <section class="panel">
      <h2>{title}</h2>
      <table class="list">
        <caption class="visually-hidden">{title} to review</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Made by</th>
            <th scope="col">Used by</th>
            <th scope="col">
              <span class="visually-hidden">Decide</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => <Row row={row} />)}
        </tbody>
      </table>
    </section>
  );
}

function Row({ row: { path, name, source, what } }: { row: ReviewRow }) {
  const which = <span class="visually-hidden">{` ${name}`}</span>;
  return (
    <tr>
      <th scope="row">
        <a href={path}>
          <bdi>{name}</bdi>
        </a>
      </th>
      <td data-label="Made by">{source ? <bdi>{source}</bdi> : "–"}</td>
      <td data-label="Used by">
        <bdi>{what}</bdi>
      </td>
      <td>
        <div class="row-actions">
          <form method="post" action={`${path}/confirm`}>
            <button type="submit">Confirm{which}</button>
          </form>
          <a href={`${path}/edit`}>Correct{which}</a>
          <a href={`${path}/merge`}>Merge{which}</a>
          <a href={`${path}/remove`}>Delete{which}</a>
        </div>
      </td>
    </tr>
  );
}
