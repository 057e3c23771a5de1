import { browserName, type Session } from "../../domain/account/session.ts";
import { Badge } from "../ui/badge.tsx";
import { UtcTime } from "../ui/utc_time.tsx";

/** Lists the browsers on which the viewer is signed in, and offers to end these sessions. */
export function SessionsPage({ sessions }: { sessions: Session[] }) {
  const others = sessions.filter(({ is_current }) => !is_current).length;
  return (
    <>
      <div class="page-head">
        <h1>My sessions</h1>
        <a class="button" href="/account">Back to my account</a>
      </div>
      <table class="list">
        <caption class="visually-hidden">Browsers on which you are signed in</caption>
        <thead>
          <tr>
            <th scope="col">Browser</th>
            <th scope="col">Signed in</th>
            <th scope="col">Expires</th>
          </tr>
        </thead>
        <tbody>{sessions.map((session) => <Row session={session} />)}</tbody>
      </table>
      <section class="panel" aria-labelledby="end-heading">
        <h2 id="end-heading">End sessions</h2>
        <p>If you do not recognise a session, end all other sessions, then change your password.</p>
        <div class="actions">
          {others > 0 && (
            <form method="post" action="/account/sessions/end">
              <button type="submit">End all other sessions</button>
            </form>
          )}
          <form method="post" action="/account/sessions/end-all">
            <button class="danger" type="submit">Sign out everywhere, including here</button>
          </form>
        </div>
      </section>
    </>
  );
}

function Row({ session }: { session: Session }) {
  return (
    <tr>
      <th scope="row">
        {browserName(session)}
        {session.is_current && (
          <span class="badges">
            <Badge tone="good" text="this one" />
          </span>
        )}
      </th>
      <td data-label="Signed in">
        <UtcTime at={session.created_utc} />
      </td>
      <td data-label="Expires">
        <UtcTime at={session.expires_utc} />
      </td>
    </tr>
  );
}
