import type { Proposal, Reading } from "../../domain/imports/reading.ts";
import { findEncoding } from "../../domain/imports/recognise/encoding.ts";
import type { Facts, KnownSite } from "../../domain/imports/recognise/file_sample.ts";
import { propose } from "../../domain/imports/recognise/propose.ts";
import { readChunks } from "./read_pieces.ts";

/** Returns a site that a file may be of. */
export function knownSite(time_zone: string, fields: Partial<KnownSite> = {}): KnownSite {
  return { site_uuid: "1", client_site_id: null, name: "Roof", time_zone, ...fields };
}

/** Returns what is proposed for a short file of a site. */
export function proposeText(text: string, site: KnownSite | null, facts: Partial<Facts> = {}) {
  const sample = { encoding: "utf-8" as const, head: text, middle: "", tail: "" };
  return propose(sample, { sites: site ? [site] : [], site, remembered: [], ...facts });
}

/** Returns what is proposed for the bytes of a file, and its text. */
export function proposeBytes(bytes: Uint8Array<ArrayBuffer>, facts: Facts) {
  const encoding = findEncoding(bytes);
  const head = new TextDecoder(encoding).decode(bytes);
  return { head, proposal: propose({ encoding, head, middle: "", tail: "" }, facts) };
}

/** Reads a text as it is proposed; the lines above the header are cut off, as they are not kept. */
export function readAs(text: string, { reading, lines_above }: Proposal, capacityKw?: number) {
  const kept = text.replace(new RegExp(`^(?:[^\\r\\n]*(?:\\r\\n|\\n|\\r)){${lines_above}}`), "");
  return readChunks([kept], reading as Reading, {
    lineOffset: lines_above,
    capacityOf: () => capacityKw ?? null,
  });
}
