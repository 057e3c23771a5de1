import { batchText } from "../../domain/generation/batch.ts";
import {
  type BatchEntry,
  changesOf,
  changeText,
  type HistoryEntry,
  type OutageEntry,
  wayText,
  whoText,
} from "../../domain/sites/site_history.ts";
import { outageLabel } from "../../domain/sites/outage.ts";
import { EmptyState } from "../ui/empty_state.tsx";
import { Pagination } from "../ui/pagination.tsx";
import { UtcTime } from "../ui/utc_time.tsx";
import { SubPage } from "./sub_page.tsx";
import { isolated } from "../ui/isolated.ts";

export interface HistoryProps {
  siteUuid: string;
  name: string;
  entries: HistoryEntry[];
  page: number;
  hasNext: boolean;
}

export function HistoryPage(props: HistoryProps & { isDeleted: boolean }) {
  const { siteUuid, name, isDeleted } = props;
  if (isDeleted) {
    return (
      <section>
        <h1>History of {name}</h1>
        <p class="callout warn">This site has been deleted.</p>
        <HistoryPart {...props} />
      </section>
    );
  }
  return (
    <SubPage title={`History of ${isolated(name)}`} siteUuid={siteUuid} name={name} wide>
      <p>
        <a href={`/sites/${siteUuid}/batches`}>Data sent, and taking it back</a> ·{" "}
        <a href={`/sites/${siteUuid}/outages`}>Outages and curtailments</a>
      </p>
      <HistoryPart {...props} />
    </SubPage>
  );
}

/** Shows one page of changes, newest first. */
export function HistoryPart({ siteUuid, entries, page, hasNext }: HistoryProps) {
  const url = (to: number) => `/sites/${siteUuid}/history?page=${to}`;
  return (
    <section id="history" aria-label="Changes" tabindex={-1}>
      {entries.length === 0 && <NoEntries page={page} url={url(1)} />}
      {entries.map((entry) => <Entry entry={entry} />)}
      <Pagination page={page} hasNext={hasNext} part="history" url={url} />
    </section>
  );
}

function NoEntries({ page, url }: { page: number; url: string }) {
  if (page === 1) {
    return (
      <EmptyState title="No changes yet">
        <p>Nobody has changed this site since its history has been recorded.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No changes on this page">
      <p>
        <a href={url}>Back to the first page</a>
      </p>
    </EmptyState>
  );
}

const WHAT: Record<string, string> = {
  INSERT: "Created",
  UPDATE: "Changed",
  DELETE: "Deleted",
  BATCH: "Data sent or deleted",
  UNDO: "Data taken back",
  OUTAGE: "Outage or curtailment",
};

function Entry({ entry }: { entry: HistoryEntry }) {
  const changes = changesOf(entry);
  const by = [whoText(entry), wayText(entry)].filter(Boolean).join(", ");
  const heading = WHAT[entry.operation_type] ?? entry.operation_type;
  return (
    <article class="panel">
      <h2>
        {heading} <UtcTime at={entry.created_utc} never="at an unknown time" />
      </h2>
      {by && <p class="muted">{whoText(entry) ? `by ${by}` : by}</p>}
      {entry.batch
        ? <BatchLine batch={entry.batch} />
        : entry.outage
        ? <OutageLine outage={entry.outage} />
        : changes.length === 0
        ? <p class="muted">No values changed.</p>
        : <Changes entry={entry} caption={heading} />}
    </article>
  );
}

function BatchLine({ batch }: { batch: BatchEntry }) {
  return (
    <p>
      {batchText(batch)}, for <UtcTime at={batch.start_utc} /> to <UtcTime at={batch.end_utc} />.
    </p>
  );
}

function OutageLine({ outage: { kind, operation, start_utc, end_utc } }: { outage: OutageEntry }) {
  return (
    <p>
      {outageLabel(kind)} {operation}: from <UtcTime at={start_utc} />{" "}
      {end_utc === null ? "on, without an end" : (
        <>
          to <UtcTime at={end_utc} />
        </>
      )}.
    </p>
  );
}

function Changes({ entry, caption }: { entry: HistoryEntry; caption: string }) {
  const isInsert = entry.operation_type === "INSERT";
  const isDelete = entry.operation_type === "DELETE";
  return (
    <table class="list">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          {!isInsert && <th scope="col">Before</th>}
          {!isDelete && <th scope="col">{isInsert ? "Value" : "After"}</th>}
        </tr>
      </thead>
      <tbody>
        {changesOf(entry).map(changeText).map(({ label, before, after }) => (
          <tr>
            <th scope="row">{label}</th>
            {!isInsert && <td data-label="Before">{before}</td>}
            {!isDelete && <td data-label={isInsert ? "Value" : "After"}>{after}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
