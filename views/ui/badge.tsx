import type { Site } from "../../domain/sites/site.ts";

/** What a badge says is in its words; the tone only helps the eye. */
export type Tone = "good" | "warn" | "quiet";

export function Badge({ tone, text }: { tone: Tone; text: string }) {
  return <span class={`badge ${tone}`}>{text}</span>;
}

export function AssetBadge({ type }: { type: Site["asset_type"] }) {
  return <span class={`asset ${type}`}>{type === "pv" ? "PV" : "Wind"}</span>;
}
