import { type Batch, batchActor, batchText, doneText } from "../../domain/generation/batch.ts";
import { EmptyState } from "../ui/empty_state.tsx";
import { UtcTime } from "../ui/utc_time.tsx";
import { SubPage } from "./sub_page.tsx";
import { isolated } from "../ui/isolated.ts";

interface BatchesPageProps {
  siteUuid: string;
  name: string;
  batches: Batch[];
  /** The batch after which older ones follow; undefined on the last page. */
  olderThan?: number;
}

/** Lists what the viewer's group sent or took away at a site, newest first. */
export function BatchesPage({ siteUuid, name, batches, olderThan }: BatchesPageProps) {
  const path = `/sites/${siteUuid}/batches`;
  return (
    <SubPage title={`Data sent for ${isolated(name)}`} siteUuid={siteUuid} name={name} wide>
      <p>
        What your group sent can be taken back. Rows that others sent, or that were written straight
        into the database, stay.
      </p>
      <p>
        <a class="button" href={`${path}/remove`}>Delete measurements…</a>
      </p>
      {batches.length === 0
        ? (
          <EmptyState title="Nothing sent yet">
            <p>Nobody of your group has sent measurements or forecasts of this site.</p>
          </EmptyState>
        )
        : <BatchTable path={path} batches={batches} />}
      {olderThan !== undefined && (
        <p>
          <a href={`${path}?before=${olderThan}`}>Older</a>
        </p>
      )}
    </SubPage>
  );
}

function BatchTable({ path, batches }: { path: string; batches: Batch[] }) {
  return (
    <table class="list">
      <caption class="visually-hidden">What was sent, newest first</caption>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">What</th>
          <th scope="col">From</th>
          <th scope="col">To</th>
          <th scope="col">By</th>
          <th scope="col">Undo</th>
        </tr>
      </thead>
      <tbody>{batches.map((batch) => <BatchRow path={path} batch={batch} />)}</tbody>
    </table>
  );
}

function BatchRow({ path, batch }: { path: string; batch: Batch }) {
  return (
    <tr>
      <th scope="row">
        <UtcTime at={batch.changed_utc} />
      </th>
      <td data-label="What">{batchText(batch)}</td>
      <td data-label="From">
        <UtcTime at={batch.first_utc} />
      </td>
      <td data-label="To">
        <UtcTime at={batch.last_utc} />
      </td>
      <td data-label="By">{batchActor(batch)}</td>
      <td data-label="Undo">
        <UndoneText batch={batch} />
        {batch.kind !== "withdrawn" && batch.undo?.state !== "undoing" && (
          <a href={`${path}/${batch.batch_id}/undo`}>
            Undo<span class="visually-hidden">{` ${batchText(batch)}`}</span>…
          </a>
        )}
      </td>
    </tr>
  );
}

/** Says when a batch was undone, or how far it is while it takes its time. */
function UndoneText({ batch: { undone_utc, undo } }: { batch: Batch }) {
  if (undo?.state === "undoing") {
    return <>being undone: {doneText(undo)}</>;
  }
  if (!undone_utc) return null;
  return (
    <>
      undone <UtcTime at={undone_utc} />
      {undo && `: ${doneText(undo)}`}
      {" "}
    </>
  );
}
