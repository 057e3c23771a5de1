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
          return <li>{found} {check}</li>;
        })}
      </ul>
      <p>
        <a href={`/sites/${siteUuid}/edit`}>Correct the site</a>
      </p>
    </section>
  );
}
