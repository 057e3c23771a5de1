import type { Status } from "../../domain/status.ts";
import { UtcTime } from "./utc_time.tsx";

const WORDS: Record<string, string> = { ok: "All is well", warning: "Warning", error: "Error" };

/** What the operators say, with since when: by word as well as by colour. */
export function StatusBanner({ status, message, created_utc }: Status) {
  return (
    <aside class={`banner ${status}`} aria-label="Status of the service">
      <strong>{WORDS[status ?? ""] ?? status}</strong> {message}
      {created_utc && (
        <small>
          since <UtcTime at={created_utc} />
        </small>
      )}
    </aside>
  );
}
