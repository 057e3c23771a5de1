import type { WrongKind } from "../reading.ts";
import { REFUSALS } from "./refusals.ts";

// deno-lint-ignore no-control-regex -- these are the characters that texts do not have
const CONTROL = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g;

/** Returns why the first characters of a file are no table of text; null where they can be one. */
export function notText(head: string): WrongKind | null {
  const text = head.replace(/^\uFEFF/, "").trimStart();
  if (text === "") return REFUSALS.empty;
  if (text.startsWith("PK\u0003\u0004") || text.startsWith("\u00d0\u00cf\u0011\u00e0")) {
    return REFUSALS.excel;
  }
  if (text.startsWith("%PDF")) return REFUSALS.pdf;
  const controls = head.slice(0, 4096).match(CONTROL)?.length ?? 0;
  if (head.includes("\0") || controls > 4 || controls > text.length * 0.05) return REFUSALS.binary;
  if (text.startsWith("{") || /^\[\s*[[{"\d-]/.test(text)) return REFUSALS.json;
  if (/^<(?:!doctype|html|\?xml|[a-z:]+[\s>])/i.test(text)) return REFUSALS.html;
  return head.length >= 60_000 && !/[\r\n]/.test(head) ? REFUSALS.longLine : null;
}
