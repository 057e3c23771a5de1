import type { TestApp } from "../../support/app.ts";
import type { Pages } from "./pages.ts";

/** The pages, after a status was posted and a job requested, so that every page has its table. */
export async function status(app: TestApp): Promise<Pages> {
  const { database: { owner }, cast: { alice, ada } } = app;
  await owner`
    insert into status (status, message, created_utc, posted_by_email) values
      ('error', 'The weather data are away.', '2026-06-20T09:00:00Z', 'ada@example.org'),
      ('degraded', null, null, null),
      ('warning', 'Forecasts are late.', '2026-06-21T07:30:00Z', 'ada@example.org')`;
  await owner`
    insert into api_request (user_uuid, url, created_utc) values
      (${alice.user_uuid}, '/sites?page=1', '2026-06-21T07:30:00Z'),
      (${alice.user_uuid}, '/api/v1/sites', '2026-06-20T07:30:00Z'),
      (null, '/sites/with/a/very/long/address/that/has/no/place/to/break/on/a/small/screen',
        '2026-06-19T07:30:00Z')`;
  await owner`
    insert into app.security_events (event_uuid, kind, at_utc, last_utc, times, email, address,
      request_id, detail)
    values (gen_random_uuid(), 'failure', '2026-06-21T07:30:00Z', '2026-06-21T07:30:50Z', 1200,
      'somebody.with.a.very.long.address@example.org', '2001:db8:1111:2222:3333:4444:5555:6666',
      gen_random_uuid()::text, 'Wrong password.')`;
  return {
    "the status": ["/status", alice],
    "the status for an admin": ["/status", ada],
    "the status for visitors": ["/status"],
    "how fresh sites are": ["/status/sites", alice],
    "the help": ["/help"],
    "the API": ["/api/docs"],
    "problems of the API": ["/api/problems"],
    "what a problem means": ["/api/problems/invalid"],
    "a status to post": ["/admin/status", ada],
    "the security log": ["/admin/security", ada],
    "no security events": ["/admin/security?kind=factor", ada],
    "usage": ["/admin/usage", ada],
    "usage of no days": ["/admin/usage?from=2026-06-21&to=2026-06-20", ada],
    "usage without a request": ["/admin/usage?from=2020-01-01&to=2020-01-02", ada],
    "usage of a user": [`/admin/usage/${alice.user_uuid}`, ada],
    "usage of nobody known": ["/admin/usage/unknown", ada],
  };
}
