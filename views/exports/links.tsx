import { type DownloadLink, LINK_HOURS } from "../../domain/operations/exports/download_link.ts";
import { UtcTime } from "../ui/utc_time.tsx";
import { exportWords } from "./words.ts";

/** Lists the links of the viewer that work, without their secrets. */
export function ExportLinks({ links }: { links: DownloadLink[] }) {
  return (
    <section aria-labelledby="links-title">
      <h2 id="links-title">Your links</h2>
      <p>
        With a link a program or a colleague downloads the file without signing in, for {LINK_HOURS}
        {" "}
        hours, and sees what you may see at that time.
      </p>
      {links.length > 0 && (
        <table class="list">
          <caption class="visually-hidden">Your links that work, the newest first</caption>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">Made</th>
              <th scope="col">Works until</th>
              <th scope="col">
                <span class="visually-hidden">Revoke</span>
              </th>
            </tr>
          </thead>
          <tbody>{links.map((link) => <Row link={link} />)}</tbody>
        </table>
      )}
    </section>
  );
}

function Row({ link }: { link: DownloadLink }) {
  const words = exportWords(link.query);
  return (
    <tr>
      <th scope="row">{words}</th>
      <td data-label="Made">
        <UtcTime at={link.created_utc} />
      </td>
      <td data-label="Works until">
        <UtcTime at={link.expires_utc} />
      </td>
      <td>
        <a
          class="button"
          href={`/exports/links/${link.link_uuid}/revoke`}
          aria-label={`Revoke the link to ${words}`}
        >
          Revoke
        </a>
      </td>
    </tr>
  );
}

/** Shows the address of a new link; no other page ever does. */
export function LinkMadePage({ url }: { url: string }) {
  return (
    <section class="narrow">
      <h1>Link made</h1>
      <p class="callout warn">
        Copy the link now: it is shown only once. For {LINK_HOURS}{" "}
        hours, anyone who has it can download the file with your rights.
      </p>
      <code class="secret" id="download-link">{url}</code>
      <p class="actions">
        <a class="button" href="/exports">I have copied it</a>
      </p>
    </section>
  );
}

/** Explains, when the form arrives a second time, why the link is not shown again. */
export function LinkExistsPage() {
  return (
    <section class="narrow">
      <h1>This link exists already</h1>
      <p>
        This form was already sent, and its link was made then. It was shown at that time and cannot
        be shown again: if you did not copy it, revoke it and make a new one.
      </p>
      <p class="actions">
        <a class="button" href="/exports">Download data</a>
      </p>
    </section>
  );
}
