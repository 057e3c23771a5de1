import type { ImportState, SessionImport } from "../../../domain/charging/import/import.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";

const STATES: Record<ImportState, readonly [Tone, string]> = {
  columns: ["warn", "Columns to be chosen"],
  places: ["warn", "Places to be chosen"],
  checking: ["quiet", "Being compared"],
  checked: ["warn", "To be confirmed"],
  storing: ["quiet", "Being stored"],
  stored: ["good", "Stored"],
  undone: ["quiet", "Undone"],
  failed: ["warn", "Failed"],
};

export function StateBadge({ file: { state } }: { file: Pick<SessionImport, "state"> }) {
  const [tone, text] = STATES[state];
  return <Badge tone={tone} text={text} />;
}
