import {
  authorText,
  columnChanges,
  type SessionChange,
} from "../../domain/charging/session_history.ts";
import { milliseconds } from "../../domain/time/time.ts";
import { sessionTime } from "./session_time.tsx";

const WHAT = { INSERT: "Added", UPDATE: "Changed", DELETE: "Removed" } as const;

/** Lists who changed a session when, and what. */
export function SessionHistory({ changes, zone }: { changes: SessionChange[]; zone: string }) {
  if (changes.length === 0) return null;
  return (
    <section class="facts" aria-labelledby="history-heading">
      <h2 id="history-heading">History</h2>
      <ul class="session-history">
        {changes.map((change) => <Change change={change} zone={zone} />)}
      </ul>
    </section>
  );
}

function Change({ change, zone }: { change: SessionChange; zone: string }) {
  return (
    <li>
      {WHAT[change.operation]}{" "}
      <time datetime={change.changed_utc}>
        {sessionTime(milliseconds(change.changed_utc), zone)}
      </time>
      , <span class="muted">{authorText(change)}</span>
      {columnChanges(change).map(({ label, before, after }) => (
        <small>
          {label}: <bdi>{before}</bdi> → <bdi>{after}</bdi>
        </small>
      ))}
    </li>
  );
}
