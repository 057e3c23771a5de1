import { type TermEntry, TERMS } from "./terms.ts";

/** Explains how to read the pages, and the words that they use. */
export function HelpPage() {
  return (
    <article class="narrow help">
      <h1>Help</h1>
      <p>
        Sitecast forecasts the power of solar and wind sites. Times are those of the site’s own time
        zone unless a page says UTC. A value is the mean power over its period: a gap is a gap,
        never 0.
      </p>
      <h2>The chart</h2>
      <p>
        The filled area with a line is what was measured. The blue line is the forecast: solid in
        the past, dashed ahead, within its band. The dotted line is the day-ahead forecast, the
        hairline a clear sky.
      </p>
      <h2>Files of measurements</h2>
      <p>
        <a href="/imports">Import</a>{" "}
        takes CSV as portals, inverters and meters give it, and shows how it is understood before
        anything is stored. Numbers may be the power or the energy of each period, the readings of a
        counter, or changes of power. What the file does not say is asked: whether a time is the
        start or the end of its period, or which number of a date is the month. A value that is
        stored already stays. What an import brought can be undone.
      </p>
      <h2>Words</h2>
      <dl class="terms">
        {Object.entries<TermEntry>(TERMS).map(([id, { term, meaning, more }]) => (
          <div id={id}>
            <dt>
              <dfn>{term}</dfn>
            </dt>
            <dd>
              {meaning}
              {more && <p class="muted">{more}</p>}
            </dd>
          </div>
        ))}
      </dl>
      <h2>More</h2>
      <ul>
        <li>
          <a href="/status">Status</a>: whether forecasts and measurements come as they should
        </li>
        <li>
          <a href="/account/tokens">API tokens</a>: the same data for programs, as{" "}
          <a href="/api/docs">the API</a> describes them
        </li>
      </ul>
    </article>
  );
}
