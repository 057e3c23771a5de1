import { type Posted, textsOf } from "../../../views/ui/form_state.ts";
import { asUuid } from "../../http/params.ts";

/** Returns the UUIDs among texts, each once. */
export function uuidsIn(texts: string[]): string[] {
  return [...new Set(texts.filter((text) => asUuid(text) !== undefined))];
}

/** Returns the sites that were ticked in a form. */
export function chosenSites(posted: Posted): string[] {
  return uuidsIn(textsOf({ values: posted, errors: [] }, "site_uuids"));
}

/** `this site` or `these 7 sites`. */
export function theseSites(count: number): string {
  return count === 1 ? "this site" : `these ${count} sites`;
}
