set local check_function_bodies = off;

alter table app.download_links
  drop constraint download_links_user_uuid_fkey;

drop function app.run_values(uuid[], timestamp without time zone, timestamp without time zone);

-- Loses data.
drop table app.download_links;

comment on column app.security_events.kind is 'sign_in, failure, refusal, limit, link, password, token, factor, session or rights.';
