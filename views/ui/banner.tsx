import { isKnownStatus, type Status, statusWord } from "../../domain/operations/status.ts";
import { UtcTime } from "./utc_time.tsx";

/** What the operators say, with since when: by word as well as by colour. */
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
