import { type ImportRow, type RowStatus } from "../../../domain/charging/import/import.ts";
import { FIELD_BY_NAME } from "../../../domain/charging/import/fields.ts";
import { instantOf } from "../../../domain/time/utc_text.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { date } from "../../ui/day_text.ts";
import { clock } from "../../ui/time.tsx";

export const STATUS_TEXT: Record<RowStatus, readonly [Tone, string]> = {
  new: ["good", "New"],
  near: ["warn", "Nearly the same"],
  exact: ["quiet", "The same"],
  wrong: ["warn", "Wrong"],
};

export function StatusBadge({ status }: { status: RowStatus }) {
  const [tone, text] = STATUS_TEXT[status];
  return <Badge tone={tone} text={text} />;
}

/** Returns a session of a row in a line: when, where, how much and at what cost. */
export function sessionText(session: Record<string, unknown>, zone: string): string {
  const text = (name: string) => typeof session[name] === "string" ? session[name] as string : null;
  const number = (name: string) => typeof session[name] === "number" ? session[name] : null;
  const start = instantOf(text("session_start_utc"));
  const cost = number("cost");
  return [
    start &&
    `${date(start.toZonedDateTimeISO(zone).toPlainDate())}, ${
      clock(start.epochMilliseconds, zone)
    }`,
    text("location_name"),
    number("energy_kwh") !== null && `${number("energy_kwh")} kWh`,
    text("charge_type"),
    cost !== null && `${cost.toFixed(2)} ${text("currency") ?? ""}`.trim(),
  ].filter(Boolean).join(" · ");
}

/** Heads the rows of a file; their times are on the clock by which the file is read. */
export function RowsHeading({ zone }: { zone: string }) {
  return (
    <>
      <h2>Rows</h2>
      <p class="muted">Times in {zone}.</p>
    </>
  );
}

/** Shows what a row holds, why it is wrong, or what it is the same as. */
export function RowContent({ row, zone }: { row: ImportRow; zone: string }) {
  return (
    <>
      {row.session
        ? <bdi>{sessionText(row.session, zone)}</bdi>
        : <bdi class="muted">{row.cells.filter(Boolean).slice(0, 6).join(" · ").slice(0, 120)}
        </bdi>}
      {row.message && (
        <p class="error">
          {row.field && `${FIELD_BY_NAME.get(row.field)?.label ?? row.field}: `}
          {row.message}
        </p>
      )}
      {row.match_id && (
        <p class="hint">
          {row.status === "exact" ? "Is " : "Is nearly "}
          <a href={`/charging/${row.match_id}`}>a stored session</a>.
        </p>
      )}
      {row.match_row !== null && (
        <p class="hint">
          {row.status === "exact" ? "Is " : "Is nearly "}row {row.match_row} of this file.
        </p>
      )}
      {row.remarks.map((remark) => <p class="hint">{remark}</p>)}
    </>
  );
}
