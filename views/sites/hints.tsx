import type { Hint } from "../../domain/sites/hints/hint.ts";
import { hintText } from "../../domain/sites/hints/hint_text.ts";

/** Lists what contradicts the stated facts of a site, with the way to correct them. */
export function Hints({ siteUuid, hints }: { siteUuid: string; hints: Hint[] }) {
  if (hints.length === 0) return null;
  return (
    <section class="callout warn" aria-labelledby="hints-heading">
      <h2 id="hints-heading">The measurements contradict what is stated of this site</h2>
      <ul>
        {hints.map((hint) => {
          const { found, check } = hintText(hint);
          return (
            <li>
              {found} {check}
              {hint.code === "short_rows" && (
                <StateLength siteUuid={siteUuid} minutes={hint.figures.minutes} />
              )}
            </li>
          );
        })}
      </ul>
      <p>
        <a href={`/sites/${siteUuid}/edit`}>Correct the site</a>
      </p>
    </section>
  );
}

/** Leads to the form of the site with the length of its measured periods filled in. */
function StateLength({ siteUuid, minutes }: { siteUuid: string; minutes: number }) {
  const url = `/sites/${siteUuid}/edit?measured_every_minutes=${minutes}`;
  return (
    <>
      {" "}
      <a href={url}>State {minutes} minutes</a>
    </>
  );
}
