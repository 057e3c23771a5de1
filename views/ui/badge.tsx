import type { Site } from "../../domain/sites/site.ts";

/** Colour and shape of the mark before a badge. The meaning is in the words of the badge. */
export type Tone = "good" | "warn" | "quiet";

export function Badge({ tone, text }: { tone: Tone; text: string }) {
  return <span class={`badge ${tone}`}>{text}</span>;
}

export function AssetBadge({ type }: { type: Site["asset_type"] }) {
  return <span class={`asset ${type}`}>{type === "pv" ? "PV" : "Wind"}</span>;
}
