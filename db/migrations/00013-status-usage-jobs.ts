// What operators say (status), who asks how much (api_request), and work that takes longer than a
// request (jobs): so far deleting a site for ever, in pieces, so that nobody waits for its locks.
import type postgres from "postgres";

const DEFINER = "security definer set search_path = pg_catalog, public, pg_temp";
const USER = "nullif(current_setting('app.user_uuid', true), '')::uuid";

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    alter table status
      add posted_by uuid, -- ours, as the next; no foreign key: users go, what they said stays
      add posted_by_email varchar(255);
    revoke select on status from sitecast_app;
    grant select (status_uuid, created_utc, status, message) on status to sitecast_app;
    create function app.post_status(new_status text, new_message text) returns uuid
    language sql ${DEFINER} as $$
      insert into status (status, message, posted_by, posted_by_email)
      values (new_status, new_message, ${USER}, (select email from users where user_uuid = ${USER}))
      returning status_uuid $$;
    grant execute on function app.post_status(text, text) to sitecast_admin;

    create index ix_api_request_created_utc on api_request (created_utc);

    create table app.jobs (
      job_uuid uuid primary key default gen_random_uuid(),
      kind text not null,
      site_uuid uuid, -- no foreign key: the site is what goes
      site_name text,
      with_generation boolean not null default false,
      asked_by uuid,  -- no foreign key: what was asked for is done all the same
      asked_by_email text,
      asked_through text,
      state text not null default 'waiting', -- waiting, running, done, failed
      done bigint not null default 0,
      total bigint not null default 0,
      message text,   -- what went wrong
      created_utc timestamp not null default (now() at time zone 'utc'),
      ended_utc timestamp
    );
    create unique index jobs_open on app.jobs (kind, site_uuid) where state in ('waiting', 'running');
    alter table app.jobs enable row level security;
    create policy all_rows on app.jobs to sitecast_admin using (true);
    grant select on app.jobs to sitecast_admin;

    -- What goes with a site, and from when to when.
    create function app.contents_of_site(of_site uuid)
    returns table (forecasts bigint, forecast_values bigint, generation bigint,
      first_utc timestamp, last_utc timestamp)
    language sql stable ${DEFINER} as $$
      with runs as (select forecast_uuid from forecasts where site_uuid = of_site),
      planned as (select count(*) as n, min(start_utc) as first, max(end_utc) as last
        from runs join forecast_values using (forecast_uuid)),
      measured as (select count(*) as n, min(start_utc) as first, max(end_utc) as last
        from generation where site_uuid = of_site)
      select (select count(*) from runs), planned.n, measured.n,
        least(planned.first, measured.first), greatest(planned.last, measured.last)
      from planned, measured $$;

    -- Asked twice it is one job. Generation is deleted only when that was asked for.
    create function app.ask_to_delete_site(of_site uuid, with_generation boolean) returns uuid
    language plpgsql ${DEFINER} as $$
    declare
      gone sites;
      asked uuid;
    begin
      select * into gone from sites where site_uuid = of_site for update;
      if not found then raise 'no such site' using errcode = 'P0002'; end if;
      if not with_generation and exists (select from generation where site_uuid = of_site) then
        raise 'This site has measured generation. Say that it may be deleted, too.'
          using errcode = 'SC422', column = 'with_generation';
      end if;
      insert into app.jobs (kind, site_uuid, site_name, asked_by, asked_by_email, asked_through,
        with_generation)
      select 'delete site', of_site,
        coalesce(nullif(gone.client_site_name, ''), 'Site ' || coalesce(gone.client_site_id::text, left(of_site::text, 8))),
        ${USER}, (select email from users where user_uuid = ${USER}),
        nullif(current_setting('app.through', true), ''), ask_to_delete_site.with_generation
      on conflict do nothing returning job_uuid into asked;
      return coalesce(asked, (select job_uuid from app.jobs
        where kind = 'delete site' and site_uuid = of_site and state in ('waiting', 'running')));
    end $$;

    grant execute on function app.contents_of_site(uuid), app.ask_to_delete_site(uuid, boolean)
      to sitecast_admin;
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    drop function app.ask_to_delete_site(uuid, boolean), app.contents_of_site(uuid);
    drop table app.jobs;
    drop index ix_api_request_created_utc;
    drop function app.post_status(text, text);
    revoke select (status_uuid, created_utc, status, message) on status from sitecast_app;
    grant select on status to sitecast_app;
    alter table status drop posted_by, drop posted_by_email;
  `);
}
