import { isKnownStatus, type Status, statusWord } from "../../domain/operations/status.ts";
import { UtcTime } from "./utc_time.tsx";

/** Shows the newest status that operators posted, with its time. The colour only repeats the word. */
export function StatusBanner({ status, message, created_utc }: Status) {
  return (
    <aside
      class={isKnownStatus(status) ? `banner ${status}` : "banner warning"}
      aria-label="Status of the service"
    >
      <strong>{statusWord(status)}</strong> {message} {created_utc && (
        <small>
          since <UtcTime at={created_utc} />
        </small>
      )}
    </aside>
  );
}
