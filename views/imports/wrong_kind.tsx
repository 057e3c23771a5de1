import type { WrongKind } from "../../domain/imports/reading.ts";

const PLACES: Partial<Record<WrongKind["kind"], [text: string, href: string]>> = {
  ev_charging: ["Import charging sessions", "/charging/imports"],
  sites: ["Add or change many sites", "/sites/bulk"],
};

/** Says by name what a file holds instead of generation, and where to go with it. */
export function WrongKindText({ kind }: { kind: WrongKind }) {
  const place = PLACES[kind.kind];
  return (
    <>
      <p class="callout warn">{kind.text}</p>
      <p class="actions">
        {place && <a class="button" href={place[1]}>{place[0]}</a>}
        <a class="button" href="/imports">Choose another file</a>
      </p>
    </>
  );
}
