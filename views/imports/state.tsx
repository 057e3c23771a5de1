import type { Import } from "../../domain/imports/import.ts";
import { openQuestions } from "../../domain/imports/questions.ts";
import { Badge, type Tone } from "../ui/badge.tsx";

const NO_MEASUREMENTS = "Not measurements of a site";

type Known = Pick<Import, "state" | "proposal" | "decided" | "site_uuid">;

/** Returns what an import waits for or came to, in words. */
export function stateText(file: Known): [tone: Tone, words: string] {
  const wrong = file.proposal?.wrong_kind?.kind;
  if (wrong) return ["warn", wrong === "forecast" ? "Lacks the time of its runs" : NO_MEASUREMENTS];
  switch (file.state) {
    case "uploading":
      return ["quiet", "Arriving"];
    case "proposed":
      return ["warn", openQuestions(file).length > 0 ? "Has a question" : "To be looked at"];
    case "checking":
      return ["quiet", "Being read"];
    case "checked":
      return ["warn", "To be confirmed"];
    case "storing":
      return ["quiet", "Being stored"];
    case "stored":
      return ["good", "Stored"];
    case "undoing":
      return ["quiet", "Being undone"];
    case "undone":
      return ["quiet", "Undone"];
    case "failed":
      return ["warn", "Failed"];
  }
}

export function StateBadge({ file }: { file: Known }) {
  const [tone, text] = stateText(file);
  return <Badge tone={tone} text={text} />;
}
